import { heads } from '../mistakes.js';
import { Project } from '../project.js';

jest.setTimeout(60_000);

/** A definition that was forgotten in the list of the fleet. */
describe('a definition that the list lacks', () => {
  let project: Project;
  beforeEach(() => {
    project = new Project();
    project.write(
      'src/fleet/more/pay.ts',
      project.read('src/fleet/stock.ts').replaceAll('stock', 'pay').replace('./', '../'),
    );
  });
  afterEach(() => project.remove());

  const index = 'src/fleet/index.ts';
  const place = 'src/fleet/more/pay.ts:4:';

  it('is told where it stands, with the line to add, and everything else is written', () => {
    const { status, err } = project.eco('synth');
    expect(heads(err)).toEqual([
      expect.stringMatching(
        new RegExp(`^${place}20: warning: "pay" is not in the list of the fleet \\[definition-unlisted`),
      ),
    ]);
    expect(err).toMatch(
      /fix {2}Add pay to the list in src\/fleet\/index\.ts, with: import \{ pay \} from\s+'\.\/more\/pay'/,
    );
    expect(status).toBe(0);
    // Whoever adds it is believed.
    project.edit(index, 'compose(', 'compose(pay, ');
    project.edit(index, 'import { stock', "import { pay } from './more/pay';\nimport { stock");
    for (const name of ['live', 'test']) project.eco(`image set pay=1 --env ${name}`);
    expect(project.eco('synth')).toMatchObject({ status: 0, err: '' });
  });

  it('is an error, and the only one, where images, others and the index name it', () => {
    for (const name of ['live', 'test'])
      project.write(`src/fleet/images/${name}.yaml`, `${project.read(`src/fleet/images/${name}.yaml`)}  pay: "1"\n`);
    project.edit('src/fleet/cart.ts', '[stock]', '[stock, pay]');
    project.edit('src/fleet/cart.ts', 'import { stock', "import { pay } from './more/pay';\nimport { stock");
    const { status, err } = project.eco('synth');
    expect(heads(err)).toEqual([
      expect.stringMatching(new RegExp(`^${place}\\d+: error: "pay" is not in the list of the fleet`)),
    ]);
    expect(status).toBe(1);
  });

  it('is none where it stands in a comment', () => {
    project.write('src/fleet/more/pay.ts', `/*\n${project.read('src/fleet/more/pay.ts')}*/\nexport {};\n`);
    expect(project.eco('synth')).toMatchObject({ status: 0, err: '' });
  });
});
