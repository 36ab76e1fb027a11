const pictureNames = /\.(png|jpe?g|webp|gif|avif|svg)$/i;

/** Whether the name of a file has the extension of a picture that an issue may use. */
export function isPictureName(name: string): boolean {
  return pictureNames.test(name);
}
