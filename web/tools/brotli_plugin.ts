// Writes x.br beside every text asset of the build, so that the server hands out ready bytes.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const compress = promisify(brotliCompress);
const compressible = /\.(js|css|html|svg|json|webmanifest|txt)$/;
const smallest = 512; // below this a second file costs more than it saves

/** By hand: early releases of Node 18 ignore readdir's `recursive`. */
async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const inner = entries.map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : Promise.resolve([path]);
  });
  return (await Promise.all(inner)).flat();
}

export function brotliFiles(): Plugin {
  let outDir = 'dist';
  return {
    name: 'wheelhouse-brotli',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async closeBundle() {
      for (const path of await filesUnder(outDir)) {
        if (!compressible.test(path)) continue;
        const bytes = await readFile(path);
        if (bytes.length < smallest) continue;
        const packed = await compress(bytes, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
        });
        await writeFile(`${path}.br`, packed);
      }
    },
  };
}
