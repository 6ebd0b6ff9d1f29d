// A stand-in for the server, for looking at the interface alone: the portfolio of the design's pictures, kept in
// memory, answering the reads that the wheel, today and the palette make. Not a model of the server's rules.
// node tools/mock_server.mjs [port]   with "npm run dev" beside it.
import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';

const port = Number(process.argv[2] ?? 8080);
const stages = ['satisfaction', 'recognition', 'decision', 'criteria', 'assessment', 'investigation', 'choice', 'reassessment'];
const counts = [7, 9, 6, 8, 6, 5, 4, 3];
const values = [3240, 2980, 3150, 5860, 4920, 3410, 3780, 1260];
const dwellNorm = [120, 90, 14, 30, 21, 30, 21, 45];
const names = [
  ['澜海生物制药', 'Lanhai Biopharma'], ['天工精密', 'Tiangong Precision'], ['北辰重工', 'Beichen Heavy'], ['金穗粮油', 'Jinsui Grain & Oil'], ['锦屏电子', 'Jinping Electronics'], ['华曜新能源', 'Huayao New Energy'], ['东岭汽车零部件', 'Dongling Auto Parts'], ['云泽冷链', 'Yunze Cold Chain'], ['远洲航材', 'Yuanzhou Aerospace'], ['启明星乳业', 'Morning Star Dairy'], ['西陵建材', 'Xiling Materials'], ['宏远铸造', 'Hongyuan Foundry'],
];
const people = { 'zh-CN': '林晓彤', en: 'Lin Xiaotong' };
let seed = 11;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
const day = 86400000;
const iso = (offset) => new Date(Date.now() - offset * day).toISOString();

const owner = randomUUID();
const accounts = [];
const order = [3, 3, 1, 4, 3, 6, 1, 5, 7, 6, 7, 2];
stages.forEach((stage, index) => {
  const parts = Array.from({ length: counts[index] }, () => 0.4 + random());
  const sum = parts.reduce((a, b) => a + b, 0);
  for (let i = 0; i < counts[index]; i += 1) {
    const named = order.indexOf(index);
    const name = named >= 0 ? names[named] : [`${'沪苏浙皖鲁闽粤川渝'[i % 9]}${'恒瑞丰泽华新宏达'[index]}${'科技制造物流食品电气化工'.slice((i % 6) * 2, (i % 6) * 2 + 2)}`, `${['Hengrui', 'Fengze', 'Huaxin', 'Hongda', 'Ruifeng', 'Zehua', 'Xinhong', 'Daheng'][index]} ${['Tech', 'Works', 'Logistics', 'Foods', 'Electric', 'Chemicals'][i % 6]} ${i + 1}`];
    if (named >= 0) order[named] = -1;
    const line = index === 0 ? null : 2 * dwellNorm[index];
    const dwell = Math.floor((index === 0 ? 200 : line * (i === counts[index] - 1 && index !== 2 && index !== 6 ? 1.2 : 0.95)) * random() + (i === counts[index] - 1 && index % 2 === 1 ? line ?? 0 : 3));
    const unproven = random() < 0.2;
    accounts.push({
      id: randomUUID(), version: 1, created_at: iso(200), updated_at: iso(2), names: name, owner_id: owner, owner: { id: owner },
      alias: '', parent_id: null, industry: '', region: '华东', city: '', address: '', phone: '', website: '', email_domain: '', tax_code: '', tier: 'key', buyer_type: 'extrinsic', employees: 800, annual_revenue_minor: null, currency: 'CNY', pinned_opportunity_id: null,
      keyness: [], attractiveness: [], strength: [], external_id: '', source: '', description: '', last_touch_at: iso(random() * 30), next_step: null, stance: { supporter: 2, neutral: 1, opponent: 1, unknown: 1 }, highest_level: 'managing', open_opportunities: 1,
      lead_opportunity: { id: randomUUID(), name: '二期', amount_minor: Math.round((values[index] * parts[i]) / sum) * 1_000_000, currency: 'CNY', expected_close: '2026-06-30' },
      position: { stage, basis: unproven ? 'claimed' : 'proven', proven_stage: unproven ? null : stage, claimed_stage: unproven ? stage : null, overclaim: null, confidence: unproven ? 0 : 0.77, entered_at: iso(dwell), dwell_days: dwell, age_last_days: 10, stuck_line_days: line, stale: random() < 0.2, stuck: line !== null && dwell > line, stuck_at: null, stale_at: null, inferred: [], lap: 1, missing_evidence: ['EV1', 'EV2'] },
    });
  }
});
const money = (list) => [{ currency: 'CNY', amount_minor: list.reduce((sum, one) => sum + one.lead_opportunity.amount_minor, 0) }];
const nameOf = (account, language) => account.names[language === 'en' ? 1 : 0];
const present = (account, language) => ({ ...account, name: nameOf(account, language), owner: { id: owner, name: people[language] } });
const page = (items) => ({ items, next: null, total: items.length, total_is_floor: false });

function selected(query) {
  return accounts.filter((one) => !query.get('min_amount_minor') || one.lead_opportunity.amount_minor >= Number(query.get('min_amount_minor')));
}
function wheel(query) {
  const all = selected(query);
  const total = money(all)[0].amount_minor;
  return {
    as_of: new Date().toISOString(), unit: 'account', total: all.length, total_value: money(all), unproven_share: 0.2, evenness: 0.9, unready: 0.33,
    stages: stages.map((stage, index) => {
      const here = all.filter((one) => one.position.stage === stage);
      const proven = here.filter((one) => one.position.basis === 'proven').length;
      return { stage, count: here.length, proven, unproven: here.length - proven, stuck: here.filter((one) => one.position.stuck).length, stale: 1, value: money(here), value_share: money(here)[0].amount_minor / total, share: here.length / all.length, interval: [Math.max(0, here.length / all.length - 0.1), here.length / all.length + 0.1], benchmark: index === 1 ? 0.79 : null, benchmark_flag: index === 1 ? true : null, median_dwell_days: [112, 46, 21, 28, 17, 14, 9, 26][index], in: [2, 3, 3, 3, 3, 1, 3, 1][index], out: [3, 3, 2, 2, 2, 3, 1, 3][index], previous_share: here.length / all.length - 0.01 };
    }),
    moves: stages.map((from, index) => ({ from, to: stages[(index + 1) % 8], count: [3, 3, 2, 2, 1, 2, 1, 2][index], forward: true })),
    kpi: { forward: 16, forward_previous: 11, backward: 3, stuck: all.filter((one) => one.position.stuck).length, stuck_value: money(all.filter((one) => one.position.stuck)), stale: 9 },
  };
}
const dot = (one, language) => ({ id: one.id, name: nameOf(one, language), stage: one.position.stage, basis: one.position.basis, amount_minor: one.lead_opportunity.amount_minor, currency: 'CNY', dwell_days: one.position.dwell_days, stall_ratio: one.position.stuck_line_days ? one.position.dwell_days / one.position.stuck_line_days : null, stuck: one.position.stuck, stale: one.position.stale, confidence: one.position.confidence, opportunity_id: one.lead_opportunity.id });

function today(language) {
  const zh = language !== 'en';
  const action = (one, kind, params, rule) => ({ id: randomUUID(), rule, since: iso(3), opportunity_id: one.lead_opportunity.id, account_id: one.id, account_name: nameOf(one, language), opportunity_name: one.lead_opportunity.name, stage: one.position.stage, next_stage: stages[(stages.indexOf(one.position.stage) + 1) % 8], amount_minor: one.lead_opportunity.amount_minor, currency: 'CNY', kind, params, link: `/opportunities/${one.lead_opportunity.id}` });
  const by = (name) => accounts.find((one) => one.names[0] === name) ?? accounts[0];
  const stuck = accounts.filter((one) => one.position.stuck).sort((a, b) => b.position.dwell_days - a.position.dwell_days);
  return {
    now: new Date().toISOString(),
    actions: [action(by('澜海生物制药'), 'level_not_reached', { level: 'senior', days: 40 }, 6), action(by('华曜新能源'), 'overdue_commitment', { who: 'us', action: 'give_data', text: zh ? '谈判第 3 轮定底线' : 'Set the limit for round 3', days: 2 }, 2), action(by('东岭汽车零部件'), 'missing_evidence', { code: 'DE1', codes: ['DE1', 'DE2'], question_type: 'implication' }, 4)],
    calls: [{ id: randomUUID(), held_at: new Date(new Date().setHours(10, 30)).toISOString(), subject: zh ? '现场走仓，跟李库长' : 'Walk the warehouse with Li', account: { id: by('云泽冷链').id, name: nameOf(by('云泽冷链'), language) }, stage: 'investigation', planned: true }, { id: randomUUID(), held_at: new Date(new Date().setHours(15, 0)).toISOString(), subject: zh ? '试运行复盘，确认承诺' : 'Review the trial run', account: { id: by('远洲航材').id, name: nameOf(by('远洲航材'), language) }, stage: 'reassessment', planned: false }],
    waiting: [], due: [],
    stuck: { count: stuck.length, value: money(stuck), worst: stuck[0] ? { id: stuck[0].id, name: nameOf(stuck[0], language), dwell_days: stuck[0].position.dwell_days } : null },
  };
}

const session = (language) => ({ user: { id: owner, name: people[language], email: 'lin@example.com', role: 'manager', team_id: null, locale: language, must_change_password: false }, workspace: { name: language === 'en' ? 'Hengchuan Logistics' : '恒川智能物流', currency: 'CNY', locale: 'zh-CN', time_zone: 'Asia/Shanghai', book: 'demo' }, permissions: ['import', 'manage_users', 'override_stage'] });

function answer(method, path, query, language) {
  if (path === '/session') return session(language);
  if (path === '/setup') return { needed: false };
  if (path === '/wheel') return wheel(query);
  if (path === '/wheel/dots') return { dots: selected(query).map((one) => dot(one, language)), more: {} };
  if (path === '/wheel/history') return { weeks: Array.from({ length: 13 }, (_, week) => ({ date: iso(7 * (12 - week)).slice(0, 10), counts: counts.map((n, i) => Math.max(0, Math.round(n + ((12 - week) / 4) * [0.9, 0.6, 0, -0.6, -0.9, -0.6, -0.3, 0.3][i]))) })) };
  if (path === '/wheel/moves') return { items: selected(query).filter((one) => one.position.stage === query.get('to')).slice(0, 3).map((one) => ({ id: one.id, name: nameOf(one, language), unit: 'account', from: query.get('from'), to: query.get('to'), at: iso(5), amount_minor: one.lead_opportunity.amount_minor, currency: 'CNY' })), next: null };
  if (path === '/wheel/stuck') return { items: selected(query).filter((one) => one.position.stuck).sort((a, b) => b.lead_opportunity.amount_minor - a.lead_opportunity.amount_minor).map((one) => ({ ...dot(one, language), stuck_line_days: one.position.stuck_line_days, suggestion: { code: 'CR1', question_type: 'implication' } })), next: null };
  if (path === '/today') return today(language);
  if (path === '/search') {
    const q = (query.get('q') ?? '').toLowerCase();
    return { items: accounts.filter((one) => one.names.some((name) => name.toLowerCase().includes(q)) || (q.startsWith('lanh') && one.names[0].startsWith('澜'))).slice(0, 5).map((one) => ({ kind: 'account', id: one.id, name: nameOf(one, language), matched: 'pinyin', ranges: [[0, 2]], account_name: null, stage: one.position.stage, basis: one.position.basis })) };
  }
  if (path === '/accounts') return page(accounts.map((one) => present(one, language)));
  if (/^\/accounts\/[^/]+$/.test(path)) return present(accounts.find((one) => path.endsWith(one.id)) ?? accounts[0], language);
  if (path.endsWith('/position')) return { position: accounts[0].position, rule: 'C1.stage', input: { stage: 4 }, answer: { stage: 4 } };
  if (method === 'GET') return page([]);
  return {};
}

createServer((incoming, outgoing) => {
  const url = new URL(incoming.url, 'http://mock');
  const path = url.pathname.replace('/api/v1', '');
  if (path === '/events') {
    outgoing.writeHead(200, { 'Content-Type': 'text/event-stream' });
    outgoing.write(':\n\n');
    return;
  }
  const language = incoming.headers['accept-language']?.startsWith('en') ? 'en' : 'zh-CN';
  outgoing.writeHead(200, { 'Content-Type': 'application/json', ...(incoming.method === 'GET' ? {} : { 'X-Undo-Id': randomUUID() }) });
  outgoing.end(JSON.stringify(answer(incoming.method, path, url.searchParams, language)));
}).listen(port, '127.0.0.1', () => console.log(`mock on http://127.0.0.1:${port}`));
