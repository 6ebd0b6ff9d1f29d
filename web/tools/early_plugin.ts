// Tells first_paint.js which files the first screens will want, so that it can ask for them while the main script is
// still on its way: without this the browser finds out about language pack and view one after the other.
// The names stand in an attribute of the script, since the content policy allows no inline script. Only in a build.
import type { OutputBundle, OutputChunk } from 'rollup';
import type { Plugin } from 'vite';

const wanted: Record<string, string> = {
  'zh-CN': 'src/i18n/pack_zh_cn.ts',
  en: 'src/i18n/pack_en.ts',
  '/today': 'src/views/today/index.tsx',
  '/wheel': 'src/views/wheel/index.tsx',
  '/opportunities/*': 'src/views/opportunity/index.tsx',
};

type WithStyles = OutputChunk & { viteMetadata?: { importedCss: Set<string> } };

function chunksOf(bundle: OutputBundle): WithStyles[] {
  return Object.values(bundle).filter((item): item is WithStyles => item.type === 'chunk');
}

/** The files of a chunk and of all it imports, without those in `known`. */
function filesOf(bundle: OutputBundle, chunk: WithStyles, known: ReadonlySet<string>, found = new Set<string>()): Set<string> {
  if (known.has(chunk.fileName) || found.has(chunk.fileName)) return found;
  found.add(chunk.fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
  for (const name of chunk.imports) {
    const next = bundle[name];
    if (next?.type === 'chunk') filesOf(bundle, next, known, found);
  }
  return found;
}

export function earlyFiles(): Plugin {
  return {
    name: 'wheelhouse-early-files',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (!bundle) return html;
        const chunks = chunksOf(bundle);
        const entry = chunks.find((chunk) => chunk.isEntry);
        const known = entry ? filesOf(bundle, entry, new Set()) : new Set<string>();
        const early: Record<string, string[]> = {};
        for (const [name, module] of Object.entries(wanted)) {
          const chunk = chunks.find((one) => one.moduleIds.some((id) => id.replaceAll('\\', '/').endsWith(`/${module}`)));
          if (!chunk) throw new Error(`no chunk holds ${module}`);
          early[name] = [...filesOf(bundle, chunk, known)].map((file) => `/${file}`);
        }
        const attribute = JSON.stringify(early).replaceAll('&', '&amp;').replaceAll("'", '&#39;');
        return html.replace('<script src="/first_paint.js">', `<script src="/first_paint.js" data-early='${attribute}'>`);
      },
    },
  };
}
