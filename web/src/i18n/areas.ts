// "./en/wheel.json" holds the texts whose keys begin with "wheel.".
export function byArea(files: Record<string, Record<string, unknown>>): Record<string, unknown> {
  const texts: Record<string, unknown> = {};
  for (const [path, area] of Object.entries(files)) texts[path.replace(/^.*\/(.*)\.json$/, '$1')] = area;
  return texts;
}
