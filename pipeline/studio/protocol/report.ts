import type { PictureName } from '../../report/pictures/draw-report.ts';
import type { Report } from '../../report/report.ts';

/** The figures of the latest issues, with pictures of them. */
export interface ReportView extends Report {
  /** SVG, by name. */
  readonly pictures: Partial<Readonly<Record<PictureName, string>>>;
}
