// Importing through the API as the wizard does: upload, look, check, run, wait.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const wait_timeout_ms = 120_000;

export async function upload(client, path, { group, name = basename(path), bytes = readFileSync(path) } = {}) {
  const headers = { 'X-File-Name': encodeURIComponent(name), 'Content-Type': 'application/octet-stream' };
  return client.post(group ? `imports?group=${group}` : 'imports', bytes, headers);
}

// Asks until the job has one of these states.
export async function wait_for(client, id, ...states) {
  const until = Date.now() + wait_timeout_ms;
  while (Date.now() < until) {
    const job = (await client.get(`imports/${id}`)).expect(200).json;
    if (states.includes(job.state)) return job;
    assert.notEqual(job.state, 'failed', JSON.stringify(job));
    await pause(50);
  }
  throw new Error(`import ${id} did not reach ${states.join(' or ')}`);
}

export async function upload_and_check(client, paths, settings) {
  let id = null;
  for (const path of paths) {
    const answer = (await upload(client, path, id ? { group: id } : {})).expect(201);
    id = answer.json.id;
  }
  if (settings) (await client.patch(`imports/${id}`, settings, { 'If-Match': '*' })).expect(200);
  (await client.post(`imports/${id}/check`, {})).expect(202);
  return wait_for(client, id, 'checked');
}

export async function import_files(client, paths, settings) {
  const checked = await upload_and_check(client, paths, settings);
  (await client.post(`imports/${checked.id}/run`, {})).expect(202);
  return wait_for(client, checked.id, 'done');
}
