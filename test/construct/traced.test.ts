import { combine, derive, from, plain, preset, Traced, text } from '../../src/construct/traced.js';

const property = (object: object, key: string | number) => ({ kind: 'property', object, key });

describe('from', () => {
  it('remembers the object and the key that a value came from', () => {
    const props = { port: 8000 };
    expect(from(props, 'port')).toEqual(new Traced(8000, [{ kind: 'property', object: props, key: 'port' }]));
  });

  it('traces lists and objects leaf by leaf, each to its own place', () => {
    const props = { command: ['celery', 'worker'], http: { path: '/health' } };
    const [, second] = from(props, 'command');
    const below = (object: object, key: string | number, whole: string) =>
      [{ ...property(object, key), within: property(props, whole) }] as never;
    expect(second).toEqual(new Traced('worker', below(props.command, 1, 'command')));
    expect(from(props, 'http').path).toEqual(new Traced('/health', below(props.http, 'path', 'http')));
  });

  it('keeps what is already traced, so that a value keeps its first source through layers', () => {
    const author = { port: 8000 };
    const layer = { containerPort: from(author, 'port') };
    expect(from(layer, 'containerPort')).toBe(layer.containerPort);
  });

  it('leaves an absent property absent', () => {
    const props: { command?: string } = {};
    expect(from(props, 'command')).toBeUndefined();
  });
});

describe('values made of others', () => {
  const props = { host: 'db', port: 5432 };

  it('keep every source', () => {
    const url = text`${from(props, 'host')}:${from(props, 'port')}`;
    expect(url.plain).toBe('db:5432');
    expect(url.sources).toEqual([property(props, 'host'), property(props, 'port')]);
  });

  it('keep the reason of a default', () => {
    const seconds = derive(preset(10, 'drains first'), String);
    expect(seconds).toEqual(new Traced('10', [{ kind: 'default', reason: 'drains first' }]));
  });

  it('take plain values too', () => {
    expect(derive(10, String)).toBe('10');
    expect(combine([1, from(props, 'port')], (a, b) => a + b).plain).toBe(5433);
    expect(plain(from(props, 'host'))).toBe('db');
  });
});
