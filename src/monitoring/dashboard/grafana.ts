import { formatInline } from '../../metrics/promql/format.js';
import type { Dashboard, Line, Panel, Row } from './panel.js';

/** Grafana's own grid. Source: Grafana, "Dashboard JSON model: panel size and position". */
const columns = 24;
const height = 8;
const perLine = 3;

const datasource = { type: 'prometheus', uid: '$datasource' };

/**
 * A dashboard as Grafana reads it. Places and numbers follow from the order of rows and panels alone, so that the same
 * dashboard gives the same text.
 * Source: Grafana, "Dashboard JSON model", schema version 39.
 */
export function grafana({ uid, title, tags, rows, versions }: Dashboard): object {
  return {
    uid,
    title,
    tags,
    schemaVersion: 39,
    editable: false,
    graphTooltip: 1,
    time: { from: 'now-6h', to: 'now' },
    refresh: '1m',
    templating: { list: [{ name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' }] },
    annotations: { list: versions ? [versionMarks(formatInline(versions.expr))] : [] },
    panels: placed(rows),
  };
}

function versionMarks(expr: string): object {
  return {
    name: 'New version',
    enable: true,
    iconColor: 'blue',
    datasource,
    expr,
    step: '60s',
    titleFormat: '{{app_kubernetes_io_version}}',
  };
}

function placed(rows: readonly Row[]): object[] {
  const panels: object[] = [];
  let y = 0;
  for (const { title, panels: own } of rows) {
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title,
      collapsed: false,
      gridPos: { x: 0, y, w: columns, h: 1 },
      panels: [],
    });
    y += 1;
    // Four stand two by two: a single one below three would look lost.
    const many = own.length === 4 ? 2 : Math.min(own.length, perLine);
    own.forEach((panel, i) => {
      const w = columns / many;
      const gridPos = { x: (i % many) * w, y: y + Math.floor(i / many) * height, w, h: height };
      panels.push(timeseries(panel, panels.length + 1, gridPos));
    });
    y += Math.ceil(own.length / many) * height;
  }
  return panels;
}

function timeseries({ title, unit, lines, limit, least = 0, most }: Panel, id: number, gridPos: object): object {
  const steps = [{ color: 'green', value: null }, ...(limit === undefined ? [] : [{ color: 'red', value: limit }])];
  return {
    id,
    type: 'timeseries',
    title,
    datasource,
    gridPos,
    fieldConfig: {
      defaults: {
        unit: unit === 'cores' ? 'short' : unit,
        min: least,
        ...(most === undefined ? {} : { max: most }),
        thresholds: { mode: 'absolute', steps },
        ...(limit === undefined ? {} : { custom: { thresholdsStyle: { mode: 'line' } } }),
      },
      overrides: [],
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    targets: lines.map(target),
  };
}

function target({ query, legend }: Line, i: number): object {
  return { refId: String.fromCharCode(65 + i), expr: formatInline(query.expr), legendFormat: legend };
}
