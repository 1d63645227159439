// docs/dashboard.svg: where the panels of a service's dashboard are, and what they show, drawn from the dashboard itself.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const [column, line] = [36, 12];
const colours = { ground: '#f4f5f5', panel: '#ffffff', edge: '#c7cacd', text: '#24292e', quiet: '#5b636b' };
const [limitRed, markBlue] = ['#c4162a', '#3274d9'];

export function dashboardPicture(root) {
  const { workloadDashboard } = require(join(root, 'lib/src/monitoring/dashboard/workload.js'));
  const { grafana } = require(join(root, 'lib/src/monitoring/dashboard/grafana.js'));
  const watched = {
    name: 'cart',
    namespace: 'shop',
    controllers: [{ kind: 'Rollout', names: ['cart'] }],
    automatic: false,
    job: 'cart',
    does: 'requests',
  };
  const objective = {
    namespace: 'shop',
    service: 'cart',
    does: 'requests',
    name: 'availability',
    objective: 0.999,
    days: 30,
    floor: 0.01,
  };
  const { panels } = grafana(workloadDashboard('shop', watched, [objective]));
  const [width, height] = [24 * column, Math.max(...panels.map(({ gridPos: { y, h } }) => y + h)) * line + 4];
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    '<title>Panels of the dashboard of a service</title>',
    // A ground of its own: a page may be dark.
    `<rect width="${width}" height="${height}" fill="${colours.ground}"/>`,
    ...panels.map((panel) => (panel.type === 'row' ? row(panel) : chart(panel))),
    '</svg>',
    '',
  ];
  return { files: new Map([['docs/dashboard.svg', svg.join('\n')]]) };
}

function row({ title, gridPos: { x, y } }) {
  return text(x * column + 5, y * line + 11, title, `font-weight="bold" font-size="11" fill="${colours.text}"`);
}

/** A frame with title, names of the lines, what its alert fires at, and a mark of a new version. */
function chart({ title, targets, gridPos: { x, y, w, h }, fieldConfig: { defaults } }) {
  const [left, top, width, height] = [x * column, y * line, w * column, h * line];
  const right = left + width - 12;
  const limit = defaults.custom ? defaults.thresholds.steps.at(-1).value : undefined;
  const mark = left + width * 0.62;
  return [
    `<g><rect x="${left + 3}" y="${top + 3}" width="${width - 6}" height="${height - 6}" rx="3" fill="${colours.panel}" stroke="${colours.edge}"/>`,
    stroke(mark, mark, top + 30, top + height - 22, markBlue),
    limit === undefined ? '' : stroke(left + 12, right, top + 48, top + 48, limitRed),
    text(left + 12, top + 20, title, `fill="${colours.text}"`),
    limit === undefined
      ? ''
      : text(right, top + 44, printed(limit, defaults.unit), `font-size="10" fill="${limitRed}" text-anchor="end"`),
    text(left + 12, top + height - 11, legends(targets), `font-size="10" fill="${colours.quiet}"`),
    '</g>',
  ].join('');
}

function stroke(x1, x2, y1, y2, colour) {
  return `<line x1="${x1}" x2="${x2}" y1="${y1}" y2="${y2}" stroke="${colour}" stroke-dasharray="4"/>`;
}

function text(x, y, content, attributes) {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}" ${attributes}>${escaped}</text>`;
}

/** `{{status}}` stands for a line of each status. */
function legends(targets) {
  const names = targets.map(({ legendFormat }) =>
    legendFormat.replace(/\{\{(?:app_kubernetes_io_)?(\w+)\}\}/, 'each $1:').replace(/:$/, ''),
  );
  const [first = '', ...others] = names;
  const shared = /^each \w+: /.exec(first)?.[0] ?? '';
  return [first, ...others.map((name) => (name.startsWith(shared) ? name.slice(shared.length) : name))].join(', ');
}

function printed(limit, unit) {
  if (unit === 'percentunit') return `${Number((limit * 100).toPrecision(3))} %`;
  return unit === 's' ? `${limit} s` : String(limit);
}
