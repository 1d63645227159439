import { override } from '@eco2/manifests';

override('Deployment', (it) => it.spec.template.spec.hostNetwork, true, 'reason');
override('Deployment', (it) => it.spec.template.spec.volumes.at(0).emptyDir.sizeLimit, '64Mi', 'reason');

// @ts-expect-error: a Deployment has no such field
override('Deployment', (it) => it.spec.template.spec.hostNet, true, 'reason');

// @ts-expect-error: the field takes a boolean
override('Deployment', (it) => it.spec.template.spec.hostNetwork, 'yes', 'reason');

// @ts-expect-error: no service makes such an object
override('DaemonSet', (it) => it, {}, 'reason');

// @ts-expect-error: a reason is needed
override('Service', (it) => it.spec.clusterIp, 'None');

override('Deployment', (it) => it.spec.template.spec.containers.at(0).args.at(1), '--verbose', 'reason');

// @ts-expect-error: an element of a list is reached by at()
override('Deployment', (it) => it.spec.template.spec.containers[0].stdin, true, 'reason');

// @ts-expect-error: an index is a number
override('Deployment', (it) => it.spec.template.spec.containers.at('cart').stdin, true, 'reason');

// @ts-expect-error: a list has none of its elements' fields
override('Deployment', (it) => it.spec.template.spec.containers.stdin, true, 'reason');

// @ts-expect-error: a function names the field
override('Deployment', 'spec.template.spec.containers[0].stdin', true, 'reason');
