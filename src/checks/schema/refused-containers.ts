import type { Field } from '../../manifest/field.js';
import type { JsonObject } from '../../manifest/manifest.js';
import type { Container, PodTemplate } from '../../manifest/pod-template.js';
import { type Report, report } from '../rule.js';

import { oneOf } from './one-of.js';

/**
 * What the API server refuses of single containers though every field has its type, or reads otherwise than it says.
 * Source: Kubernetes, pkg/apis/core/validation/validation.go, validateContainers, validateInitContainers,
 * validateHandler, ValidateSecurityContext; pkg/apis/core/v1/defaults.go, SetDefaults_Probe.
 */
export function* refusedContainers(pod: PodTemplate): Iterable<Report> {
  const isHost = pod.spec.at('hostNetwork').flag === true;
  const context = pod.spec.at('securityContext');
  const isRoot = context.object.runAsUser === 0;
  yield* seccomp(context.at('seccompProfile'));
  for (const container of pod.containers) {
    const { field } = container;
    const { lifecycle, securityContext, volumeMounts } = field.object;
    if (container.role === 'init') yield* onceOnly(field);
    if (field.object.restartPolicy !== undefined) yield* restarted(container);
    for (const probe of container.probes) if (isAsked(probe.object)) yield* asked(probe);
    if (lifecycle) for (const when of ['postStart', 'preStop']) yield* handler(field.at('lifecycle').at(when));
    if (isHost) for (const port of field.items('ports')) yield* samePort(port);
    if (volumeMounts) for (const mount of field.items('volumeMounts')) yield* propagated(mount, field);
    if (securityContext || isRoot) yield* privileges(field.at('securityContext'), context);
  }
}

/** An init container that ends has nothing to ask or to tell. */
function* onceOnly(field: Field): Iterable<Report> {
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'])
    if (field.at(name).exists)
      yield report(field.at(name), `"${name}" is set, which an init container may not have`, {
        fix: 'Drop it; one that is to keep running beside the others needs restartPolicy: Always.',
      });
}

/** Of single containers that is beta from 1.35; before, only an init container has it, and stays beside the others. */
function* restarted({ field, role }: Container): Iterable<Report> {
  const policy = field.at('restartPolicy');
  if (role === 'main' || role === 'ephemeral')
    yield report(policy, '"restartPolicy" is set, which only an init container may have', {
      fix: 'Write it at the pod, beside containers.',
    });
  else if (role === 'init')
    yield report(policy, `"restartPolicy" of an init container is "${policy.scalar ?? ''}", allowed is Always`, {
      fix: 'Drop it: an init container runs again until it succeeds.',
    });
}

const DEFAULTS = { timeoutSeconds: 1, periodSeconds: 10, failureThreshold: 3 };

/** Whether there is anything to say of a probe. */
function isAsked({
  terminationGracePeriodSeconds,
  timeoutSeconds,
  periodSeconds,
  failureThreshold,
}: JsonObject): boolean {
  return terminationGracePeriodSeconds !== undefined || [timeoutSeconds, periodSeconds, failureThreshold].includes(0);
}

function* asked(probe: Field): Iterable<Report> {
  for (const [name, value] of Object.entries(DEFAULTS))
    if (probe.at(name).number === 0)
      yield report(probe.at(name), `"${name}" is 0, which stands for the default, ${value}`, {
        severity: 'warning',
        why: 'The API server puts the default in its place: there is no probe without it.',
        fix: 'Drop the field, or write 1 or more.',
      });
  const grace = probe.at('terminationGracePeriodSeconds');
  if (probe.path.at(-1) === 'readinessProbe' && grace.exists)
    yield report(grace, '"terminationGracePeriodSeconds" is set, which a readinessProbe may not have', {
      fix: 'Drop the field: a pod that is not ready is not stopped.',
    });
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];

function* handler(hook: Field): Iterable<Report> {
  if (!hook.exists) return;
  const found = HANDLERS.filter((name) => hook.at(name).exists);
  const none = { of: HANDLERS, fix: 'Say what is to be done, or drop it.' };
  yield* oneOf(hook, `"${hook.path.at(-1)}"`, found, { none });
}

function* propagated(mount: Field, container: Field): Iterable<Report> {
  const { mountPropagation } = mount.object;
  if (mountPropagation !== 'Bidirectional' || container.at('securityContext.privileged').flag === true) return;
  yield report(
    mount.at('mountPropagation'),
    'mountPropagation is Bidirectional in a container that is not privileged',
    {
      fix: 'Write HostToContainer, or securityContext.privileged: true.',
    },
  );
}

function* samePort(port: Field): Iterable<Report> {
  const [host, own] = [port.at('hostPort'), port.at('containerPort').number];
  if (!host.number || host.number === own) return;
  yield report(host, `"hostPort" is ${host.number} and "containerPort" ${own}, in a pod on the network of its node`, {
    fix: 'Drop hostPort: with hostNetwork the port of the container is that of the node.',
  });
}

/** Source of the second: kubelet, pkg/kubelet/kuberuntime/security_context.go, verifyRunAsNonRoot. */
function* privileges(own: Field, pod: Field): Iterable<Report> {
  const escalation = own.at('allowPrivilegeEscalation');
  const isAdmin = own.items('capabilities.add').some(({ text }) => text === 'CAP_SYS_ADMIN');
  if (escalation.flag === false && (own.at('privileged').flag === true || isAdmin))
    yield report(
      escalation,
      `"allowPrivilegeEscalation" is false in a container that ${isAdmin ? 'adds CAP_SYS_ADMIN' : 'is privileged'}`,
      { fix: isAdmin ? 'Drop the capability.' : 'Drop privileged.' },
    );
  yield* seccomp(own.at('seccompProfile'));
  const [demand, user] = ['runAsNonRoot', 'runAsUser'].map((name) => (own.at(name).exists ? own : pod).at(name));
  if (demand?.flag === true && user?.number === 0)
    yield report(user, '"runAsUser" is 0, which is root, and "runAsNonRoot" is true', {
      why: 'The kubelet does not start the container: CreateContainerConfigError ("breaks non-root policy").',
      fix: 'Write the number of the user that the image is made for, or runAsNonRoot: false at the container.',
    });
}

function* seccomp(profile: Field): Iterable<Report> {
  const { type, localhostProfile: file } = profile.object;
  if (type === 'Localhost' && !file)
    yield report(profile, 'the profile is of type Localhost, and names no file', {
      fix: 'Add localhostProfile: a path below the folder of the kubelet, or write type: RuntimeDefault.',
    });
  else if (file && (type === 'RuntimeDefault' || type === 'Unconfined'))
    yield report(profile.at('localhostProfile'), `"localhostProfile" is set, and the profile is of type ${type}`, {
      fix: 'Write type: Localhost, or drop the field.',
    });
}
