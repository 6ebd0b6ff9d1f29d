// Writes x.br beside every text asset of the build, so that the server hands out ready bytes.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const compress = promisify(brotliCompress);
const kCompressible = /\.(js|css|html|svg|json|webmanifest|txt)$/;
const kSmallest = 512; // below this a second file costs more than it saves

export function brotliFiles(): Plugin {
  let outDir = 'dist';
  return {
    name: 'wheelhouse-brotli',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async closeBundle() {
      const entries = await readdir(outDir, { recursive: true, withFileTypes: true });
      for (const entry of entries) {
        if (!entry.isFile() || !kCompressible.test(entry.name)) continue;
        const path = join(entry.parentPath ?? entry.path, entry.name);
        const bytes = await readFile(path);
        if (bytes.length < kSmallest) continue;
        const packed = await compress(bytes, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
        });
        await writeFile(`${path}.br`, packed);
      }
    },
  };
}
