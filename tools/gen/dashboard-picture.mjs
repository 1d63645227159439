// docs/dashboard.svg: where the panels of a service's dashboard are, drawn from the dashboard itself.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const [column, line] = [36, 11];

export function dashboardPicture(root) {
  const { workloadDashboard } = require(join(root, 'lib/src/monitoring/dashboard/workload.js'));
  const { grafana } = require(join(root, 'lib/src/monitoring/dashboard/grafana.js'));
  const of = { name: 'cart', namespace: 'shop' };
  const watched = {
    ...of,
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
  const height = Math.max(...panels.map(({ gridPos: { y, h } }) => y + h)) * line;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${24 * column} ${height}" font-family="sans-serif" font-size="13">`,
    '<title>Panels of the dashboard of a service</title>',
    ...panels.map(panel),
    '</svg>',
    '',
  ];
  return { files: new Map([['docs/dashboard.svg', svg.join('\n')]]) };
}

function panel({ type, title, gridPos: { x, y, w, h }, fieldConfig }) {
  const [left, top, width, height] = [x * column, y * line, w * column, h * line];
  if (type === 'row') return `<text x="${left + 4}" y="${top + 10}" font-weight="bold" font-size="11">${title}</text>`;
  const limit = fieldConfig.defaults.custom
    ? `<line x1="${left + 12}" x2="${left + width - 12}" y1="${top + 36}" y2="${top + 36}" stroke="#c4162a" stroke-dasharray="4"/>`
    : '';
  return `<g><rect x="${left + 3}" y="${top + 3}" width="${width - 6}" height="${height - 6}" rx="3" fill="#f4f5f5" stroke="#c7cacd"/><text x="${left + 12}" y="${top + 22}">${title}</text>${limit}</g>`;
}
