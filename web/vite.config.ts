import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { boardWorker } from './board/build-worker.ts'

/** What nearly every page is made of. */
const COMMON =
  /\/web\/(app|api|ui\/(?!qr))|\/server\/(time|calendar|http)\/|\/node_modules\/(svelte|clsx|hono)\//i

export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte({ configFile: false }), boardWorker()],
  // Every asset is a file of its own: the page's security policy allows nothing written into it.
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // One file that comes with the first page instead of forty of a few hundred bytes.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'common', test: COMMON }] } } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
