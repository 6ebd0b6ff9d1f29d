// Steps of one story in the browser: each stands on the one before, so after a failed one the rest is skipped.
import assert from 'node:assert/strict';
import { picture } from './browser.mjs';

/** A function (name, work) for the steps of test `t` on `page`; a failed one leaves the picture `NAME-failed`. */
export function steps_of(t, page, name_of_picture) {
  let failed = false;
  return (name, work) =>
    t.test(name, { skip: failed && 'an earlier step failed' }, async () => {
      try {
        await work();
        assert.deepEqual(page.troubles.splice(0), []);
      } catch (error) {
        failed = true;
        await picture(page, `${name_of_picture}-failed`);
        throw error;
      }
    });
}
