import type { Field } from '../../../manifest/field.js';
import { isTemplated } from '../../../manifest/references.js';
import { syncWindowProblem } from '../../../values/cron.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { parseGoDuration } from '../../../values/duration.js';
import { type Report, report, rule } from '../../rule.js';

const example = (action: string) => `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: shop
  namespace: argocd
spec:
  sourceRepos: ["https://github.com/team/*"]
  destinations:
    - server: https://kubernetes.default.svc
      namespace: shop
  roles:
    - name: ci
      policies:
        - p, proj:shop:ci, applications, ${action}
`;

export const projectSchema = rule({
  id: 'project-schema',
  severity: 'error',
  what: 'An AppProject that Argo CD refuses',
  why: 'The API server takes it, Argo CD does not: what the project says is not in force, and its Applications may not sync at all.',
  fix: 'Write the field as the specification of projects describes it.',
  exceptions: ['Values that a template fills in.'],
  source: 'Argo CD, user-guide/projects, user-guide/sync_windows; pkg/apis/application/v1alpha1: ValidateProject',
  wrong: example('synch, shop/*, allow # <--'),
  right: example('sync, shop/*, allow'),
  *check({ set }) {
    for (const root of set.fields('AppProject')) {
      const spec = root.at('spec');
      yield* twice(spec.items('sourceRepos'), 'repository', ({ text }) => text);
      yield* twice(spec.items('roles'), 'role', (role) => role.at('name').text);
      for (const role of spec.items('roles'))
        for (const policy of role.items('policies')) yield* permission(policy, root, role);
      for (const window of spec.items('syncWindows')) yield* syncWindow(window);
    }
  },
});

function* twice(fields: readonly Field[], what: string, nameOf: (field: Field) => string | undefined) {
  const seen = new Set<string>();
  for (const field of fields) {
    const name = nameOf(field);
    if (name === undefined || isTemplated(name)) continue;
    if (seen.has(name)) yield report(field, `${what} "${name}" is listed twice`, { fix: 'Take one of them out.' });
    seen.add(name);
  }
}

const ACTIONS = ['get', 'create', 'update', 'delete', 'sync', 'override', '*'];

/** Source: ValidateProject, validatePolicy: `p, sub, res, act, obj, eft`. */
function* permission(field: Field, root: Field, role: Field): Iterable<Report> {
  const { text } = field;
  const project = root.manifest.ref.name;
  const own = `proj:${project}:${role.at('name').text ?? ''}`;
  if (text === undefined || isTemplated(text)) return;
  const parts = text.split(',').map((part) => part.trim());
  const [sort, subject = '', , action = '', object = '', effect = ''] = parts;
  if (sort !== 'p' || parts.length !== 6) {
    yield report(field, `"${text}" is no permission: those have six parts, from "p" to "allow" or "deny"`, {
      fix: `Write p, ${own}, applications, sync, ${project}/*, allow.`,
    });
    return;
  }
  if (subject !== own)
    yield report(field, `a permission of "${subject}" stands at role "${own}"`, { fix: `Write ${own}.` });
  if (!ACTIONS.includes(action) && !/^(?:action|update|delete)\//.test(action)) {
    const near = didYouMean(action, ACTIONS);
    yield report(
      field,
      `"${action}" is no action: ${ACTIONS.join(', ')}, action/…`,
      near ? { fix: `Did you mean "${near}"?` } : {},
    );
  }
  if (!object.startsWith(`${project}/`))
    yield report(field, `"${object}" is nothing of project "${project}"`, {
      fix: `Write ${project}/* or ${project}/NAME.`,
    });
  if (effect !== 'allow' && effect !== 'deny') yield report(field, `"${effect}" is neither "allow" nor "deny"`);
}

function* syncWindow(window: Field): Iterable<Report> {
  const [kind, schedule, duration] = [window.at('kind'), window.at('schedule'), window.at('duration')];
  const written = [kind, schedule, duration].map(({ text }) => text ?? '');
  if (written.some(isTemplated)) return;
  if (kind.text !== undefined && kind.text !== 'allow' && kind.text !== 'deny')
    yield report(kind, `"${kind.text}" is neither "allow" nor "deny"`);
  const problem = schedule.text === undefined ? undefined : syncWindowProblem(schedule.text);
  if (problem !== undefined)
    yield report(schedule, `"${schedule.text}" ${problem}`, { fix: 'Write MINUTE HOUR DAY MONTH WEEKDAY.' });
  if (duration.text !== undefined && parseGoDuration(duration.text) === undefined)
    yield report(duration, `"${duration.text}" is no duration`, { fix: 'Hours, minutes and seconds: 8h, 30m, 1h30m.' });
  if (!['applications', 'namespaces', 'clusters'].some((key) => window.items(key).length > 0))
    yield report(window, 'a window is of no applications, namespaces or clusters', { fix: 'Add applications: ["*"].' });
}
