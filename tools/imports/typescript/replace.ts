const mark =
  /\[\[io\.k8s\.[\w.-]*?(\w+)\]\] ?((?:(?!\*\/)[\s\S])*?@schema (\w+)#\S+\s*\*\/\s*readonly (\w+)\??: )([^;]+);/g;

/** Types whose name in TypeScript is not their own. */
const typeNames: Readonly<Record<string, string>> = { PodDNSConfig: 'PodDnsConfig' };

/**
 * Gives the marked fields their Kubernetes type, and lets `toJson` hand their values on to that type's own. Comments
 * that say no more than where a field comes from are dropped: they are a quarter of the file. What a CRD leaves open is
 * `unknown`: it takes every value, as `any` does, and lets nobody read one unseen.
 */
export function replaceMarks(source: string): string {
  const converted: { struct: string; field: string; type: string }[] = [];
  const typed = source.replace(
    mark,
    (_, name: string, comment: string, struct: string, field: string, type: string) => {
      const target = typeNames[name] ?? name;
      converted.push({ struct, field, type: target });
      return `${comment}${type.replace(/\bany\b/, `k8s.${target}`)};`;
    },
  );
  const whole = converted.reduce((text, { struct, field, type }) => convert(text, struct, field, type), typed);
  const head = "import { Construct } from 'constructs';\n";
  const imports = converted.length > 0 ? `${head}import * as k8s from 'cdk8s-plus-28/lib/imports/k8s';\n` : head;
  return whole
    .replace(head, imports)
    .replace(/^ *\/\*\*\n *\* @schema \S+\n *\*\/\n/gm, '')
    .replace(/(?: *\*\n)? *\* @schema \S+\n/g, '')
    .replace(/^ +readonly \w+\??: [^;]*\bany\b/gm, (line) => line.replace(/\bany\b(?=[^:]*$)/, 'unknown'))
    .replace(/^\s*\/\* eslint-(?:disable|enable).*\*\/\n/gm, '')
    .replace(/\n{3,}/g, '\n\n');
}

/** `'template': obj.template,` → `'template': k8s.toJson_PodTemplateSpec(obj.template),` in one type's `toJson`. */
function convert(source: string, struct: string, field: string, type: string): string {
  const start = source.indexOf(`export function toJson_${struct}(`);
  const end = source.indexOf('\n}\n', start);
  const body = source.slice(start, end);
  const line = new RegExp(`': obj\\.${field}(,|\\?\\.map\\(y => y\\),)`);
  if (start < 0 || !line.test(body)) throw new Error(`toJson_${struct} has no ${field} to convert`);
  const replaced = body.replace(line, (_, rest: string) =>
    rest === ',' ? `': k8s.toJson_${type}(obj.${field}),` : `': obj.${field}?.map(y => k8s.toJson_${type}(y)),`,
  );
  return source.slice(0, start) + replaced + source.slice(end);
}
