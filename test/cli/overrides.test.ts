import { Project } from './project.js';

it('lists what services set past the constructs, and traces it like every other line', () => {
  const project = new Project();
  try {
    expect(project.eco('check --overrides').out).toBe('no service sets anything past the constructs\n');
    const file = 'src/fleet/cart.ts';
    const limits =
      "override('Deployment', (it) => it.spec.template.spec.containers.at(0).resources.limits, { cpu: '700m', memory: '512Mi' }, 'it peaks')";
    const text = project.read(file);
    project.write(
      file,
      text
        .replace('} from', ', override } from')
        .replace(
          /^( +)port: /m,
          `$1overrides: [override('Deployment', (it) => it.spec.revisionHistoryLimit, 3, 'the disk of etcd is small'), ${limits}],\n$1port: `,
        ),
    );
    const { status, out, err } = project.eco('check --overrides --json');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(JSON.parse(out).overrides[0]).toMatchObject({
      object: { kind: 'Deployment', name: 'cart' },
      field: 'spec.revisionHistoryLimit',
      value: 3,
      reason: 'the disk of etcd is small',
      from: { file },
    });
    expect(project.eco('check --overrides').out).toContain(
      'containers[0].resources.limits = {"cpu":"700m","memory":"512Mi"}\n  why  it peaks\n',
    );
    expect(project.eco('synth')).toMatchObject({ status: 0 });
    const manifest = Object.entries(project.tree()).find(([, made]) => made.includes('revisionHistoryLimit: 3'));
    expect(manifest?.[1]).toMatch(/limits:\n +cpu: 700m\n +memory: 512Mi\n/);
    const line = (manifest?.[1] ?? '').split('\n').indexOf('  revisionHistoryLimit: 3') + 1;
    const answer = project.eco(`why dist/${manifest?.[0]}:${line}`).out;
    expect(answer).toContain('overridden: the disk of etcd is small');
    expect(answer).toContain(`${file}:`);
  } finally {
    project.remove();
  }
});
