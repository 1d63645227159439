import { readTemplate } from '../../../src/checks/security/go-template.js';

test.each([
  ['{{ .user }}:{{ .password | b64enc }}', ['user', 'password']],
  ['{{ index . "tls.crt" }}', ['tls.crt']],
  ['{{- printf "%s.x" .a -}}', ['a']],
  ['{{ $.a }} {{ (.b | toString) }}', ['a', 'b']],
  ['plain', []],
  ['{{/* .none */}}', []],
])('%s reads %j', (text, keys) => {
  expect(readTemplate(text)).toMatchObject({ keys, dotted: [], complete: true });
});

test('what may read more than it names', () => {
  for (const text of ['{{ range . }}{{ .x }}{{ end }}', '{{ . | toJson }}', '{{ $v := .a }}{{ $v }}'])
    expect(readTemplate(text).complete).toBe(false);
});

test('a field of a field, and what is no template', () => {
  expect(readTemplate('{{ .tls.crt }}').dotted).toEqual(['tls.crt']);
  expect(readTemplate('{{ ."tls.crt" }}').problem).toMatch('dots');
  expect(readTemplate('{{ .a').problem).toMatch('closed');
});
