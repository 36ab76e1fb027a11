import { writeFileSync } from 'node:fs';

/**
 * Writes what a process has used, when it exits, to the file that BENCH_USAGE names: its processor time in
 * milliseconds and its largest memory use in MB.
 */
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const usage = { cpu: (user + system) / 1000, peak: process.resourceUsage().maxRSS / 1024 };
  writeFileSync(process.env['BENCH_USAGE'] ?? 'usage.json', JSON.stringify(usage));
});
