// How the interface is built: two languages of React Aria's thirty, a .br file beside every asset, and in
// development a proxy to a server on this machine.
import { fileURLToPath } from 'node:url';
import localesPlugin from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { brotliFiles } from './tools/brotli_plugin';
import { earlyFiles } from './tools/early_plugin';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const server = process.env.WHEELHOUSE_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), { ...localesPlugin.vite({ locales: ['en-US', 'zh-CN'] }), enforce: 'pre' }, earlyFiles(), brotliFiles()],
  resolve: { alias: { '~': path('./src'), '@lang': path('../lang') } },
  build: {
    target: ['chrome111', 'firefox115', 'safari16.4'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
    chunkSizeWarningLimit: 700, // tools/size.mjs keeps the budget, in bytes over the wire
  },
  server: { proxy: { '/api': { target: server } }, fs: { allow: [path('..')] } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
