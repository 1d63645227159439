import { Project } from '../project.js';

let project: Project;
beforeAll(() => {
  project = new Project();
});
afterAll(() => project.remove());

test('a drawing into a file, in the format of its ending', () => {
  expect(project.eco('graph').out).toMatch(/^web\/cart\s+-> web\/stock 9000$/m);
  expect(project.eco('graph -o calls.svg')).toMatchObject({ status: 0, out: '' });
  expect(project.read('calls.svg')).toMatch(/^<svg /);
  expect(project.eco('graph --format picture')).toMatchObject({ status: 2 });
});

test('a question and its exit code', () => {
  expect(project.eco('graph can cart reach stock')).toMatchObject({
    status: 0,
    out: expect.stringContaining('cart can reach stock on TCP 9000'),
  });
  const unknown = project.eco('graph can crt reach stock');
  expect({ status: unknown.status, helped: unknown.err.includes('Did you mean "cart"?') }).toEqual({
    status: 2,
    helped: true,
  });
  expect(project.eco('graph can cart stock').status).toBe(2);
});
