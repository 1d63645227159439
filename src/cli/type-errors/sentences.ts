import { callForm } from './calls.js';
import type { TypeMistake, Written } from './mistake.js';

/** What the compiler says, and what it means to who writes a fleet. */
interface Sentence {
  readonly says: RegExp;
  /** @param groups of `says` */
  readonly means: (groups: readonly string[], written: Written) => TypeMistake | undefined;
}

/** To add one: the compiler's words, and what to say instead. The first that answers is taken. */
const sentences: readonly Sentence[] = [
  {
    says: /^Property assignment expected/,
    means: (_, { behind = '' }) =>
      behind.startsWith(',')
        ? { message: 'a comma follows another', fix: 'Take one of the two out.', subject: ',' }
        : undefined,
  },
  {
    says: /^An object literal cannot have multiple properties with the same name/,
    means: (_, { key = 'a property' }) => ({
      message: `"${key}" is written twice`,
      why: 'The later of the two would win, and nobody would see the other.',
      fix: 'Take one of the two out.',
      subject: key,
    }),
  },
  {
    says: /^Expected (\d+)(?:-\d+)? arguments?, but got (\d+)/,
    means: ([least = '0', got = '0'], { behind = '' }) => {
      const [, name = 'the function'] = /^([\w$]+)\(/.exec(behind) ?? [];
      const call = callForm(name);
      if (Number(got) > Number(least))
        return { message: `this is one too many: ${least} ${least === '1' ? 'is' : 'are'} taken`, fix: 'Take it out.' };
      const lacks = call?.takes[Number(got)];
      return {
        message: lacks ? `${name}() is not told ${lacks}` : `${name}() is given ${got} of the ${least} that it takes`,
        fix: call ? `Write ${call.form}.` : 'Give it the rest: its declaration says what.',
        subject: name,
      };
    },
  },
  {
    says: /^(?:Type|Argument of type) 'Promise<.+' is (?:not assignable|missing)/,
    means: () => ({
      message: 'the definition is async, where its answer is wanted at once',
      why: 'It is asked once for each environment; what it waits for could be otherwise with each run.',
      fix: 'Take "async" out, and write the value itself.',
      subject: 'async',
    }),
  },
  {
    says: /^Type '.+\[\]' is missing the following properties from type '\{ readonly [^']*\}': (.+?)\.?$/,
    means: ([names = ''], { before = '' }) =>
      /\.pick\($/.test(before)
        ? {
            message: 'env.pick is given a list, where each environment has a value of its own',
            fix: `Write env.pick({ ${names
              .split(', ')
              .map((name) => `${name}: …`)
              .join(', ')} }).`,
          }
        : undefined,
  },
  {
    says: /^Type '\[\]' is not assignable to type 'readonly \[(\w+), \.\.\./,
    means: ([element], { key = 'the list' }) => ({
      message: `${key} is empty, where at least one is wanted`,
      ...(element === 'Step' && { why: 'Without a step the new version takes all of the traffic at once.' }),
      fix:
        element === 'Step'
          ? "Write [weight(20), pause('10m')], or delivery: rolling()."
          : 'Write one between the brackets.',
      subject: key,
    }),
  },
  {
    says: /^Type '(?:string|"[^"]*")' is not assignable to type 'readonly (?:\((.+)\)|"(.+)")\[\]/,
    means: ([names, name], { key = 'the value' }) => {
      const all = (names ?? `"${name}"`).replaceAll('"', "'").split(' | ').join(', ');
      const isPromotion = key === 'promotion';
      return {
        message: `${key} is one word, where a list is wanted`,
        fix: isPromotion
          ? `Write [${all}], in the order in which images go; or leave it out: "eco image set" and "eco promote" then do it by hand.`
          : `Write a list of ${all}: [${all.split(', ')[0]}].`,
        subject: key,
      };
    },
  },
  {
    says: /'(request|limit)s?' does not exist in type 'readonly \[request: (Cpu)?/,
    means: ([property = '', cpu]) => ({
      message: `"${property}" is not known here: request and limit stand in a list`,
      fix: `Write ${cpu ? "['100m', '300m']" : "['128Mi', '256Mi']"}: the request, then the limit.`,
      subject: property,
    }),
  },
  {
    says: /'(.+?)' does not exist in type 'readonly [^[]+\[\]'/,
    means: ([property = ''], { before = '' }) => {
      const [, key = 'it'] = /([\w$]+):\s*\{[^{]*$/.exec(before) ?? [];
      return {
        message: `${key} is an object, where a list is wanted`,
        fix:
          key === 'secrets'
            ? `Write secrets: [ … ]; for one key alone env: { ${property}: database.key.password }.`
            : `Write ${key}: [ … ].`,
        subject: property,
      };
    },
  },
  {
    says: /^Argument of type '\(.*\) => void' is not assignable to parameter of type '\(env: /,
    means: () => ({
      message: 'the definition gives nothing back',
      why: 'A service of which nothing is given does not run.',
      fix: 'Write () => ({ … }), or return { … } at its end.',
    }),
  },
  {
    says: /^Type '((?!readonly |string|")[\w<>", ]+)' is (?:not assignable to|missing the following properties from) type 'readonly (?:\w+|\(.+\))\[\]'/,
    means: ([given], { key = 'the value', value }) =>
      given === undefined
        ? undefined
        : {
            message: `${key} is one thing, where a list is wanted`,
            fix: `Write ${key}: [${/^\w+$/.test(value ?? '') ? value : ' … '}].`,
            subject: key,
          },
  },
  {
    says: /^Type '(undefined|null)' is not assignable to type '(?:string|number|boolean| \| |SecretKey)+'/,
    means: ([given = ''], { key = 'the value' }) => ({
      message: `${key} is ${given}, where a value is wanted`,
      why: 'A variable without a value cannot be told from an empty one.',
      fix: `Leave it out, ...(has ? { ${key}: … } : {}), or write '' for an empty one.`,
      subject: key,
    }),
  },
  {
    says: /^Type '"(.*?)"' is not assignable to type 'RuleSetting/,
    means: ([given = '']) => ({
      message: `"${given}" is no setting of a rule`,
      fix: "Write 'off', 'on', 'warning' or 'error'.",
      subject: given,
    }),
  },
  {
    says: /^Type 'string\[\]' is not assignable to type '(?:"[^"]*"| \| |undefined)+'/,
    means: (_, { key = 'the value' }) => ({
      message: `${key} is a list, where one name is wanted`,
      fix: 'Write the one, without brackets.',
      subject: key,
    }),
  },
  {
    says: /^Property '(.+?)' is missing in type '.*' but required in type '\{ readonly /,
    means: ([name = ''], { before = '' }) =>
      /\.pick\($/.test(before)
        ? {
            message: `env.pick has nothing for "${name}"`,
            why: `In "${name}" there would be no value.`,
            fix: `Add ${name}: … to it.`,
          }
        : undefined,
  },
  {
    says: /^Property '(.+?)' does not exist on type 'StoreDefinition'/,
    means: ([property = ''], { before = '' }) => {
      const [, store = 'it'] = /([\w$]+)\.$/.exec(before) ?? [];
      return {
        message: `a store has no "${property}": its host and its credentials go to whoever uses it`,
        fix: `Write uses: [${store}]; the variables then are there.`,
        subject: property,
      };
    },
  },
  {
    says: /^Property '(.+?)' does not exist on type '((?!Readonly|Field|Record)\w+)(?:<[^<>{}]*>)?'/,
    means: ([property = '', type = ''], { before = '', meant }) => {
      const [owner = type] = /[\w$.]+(?=\.$)/.exec(before) ?? [];
      return {
        message: `${owner} has no "${property}"`,
        fix: meant ? `Write "${meant}".` : 'Take it out, or write one that its type has.',
        subject: property,
      };
    },
  },
  {
    says: /^Cannot find name '(process)'/,
    means: ([name = '']) => ({
      message: `there is no "${name}" here`,
      why: 'What a fleet reads of the machine is in no commit: each clone would write other manifests.',
      fix: 'Write the value itself; env.pick({ … }) where environments differ.',
      subject: name,
    }),
  },
  {
    says: /^Cannot find (?:name|module) '(.+?)'.*(?:type definitions for node|to include 'dom')/,
    means: ([name = '']) => ({
      message: `"${name}" is of Node, whose types are not installed`,
      fix: 'npm install --save-dev --save-exact @types/node, and "types": ["node"] in the tsconfig.json of the fleet.',
      subject: name,
    }),
  },
  {
    says: /^'(.+?)' implicitly has type 'any' because .* its own initializer/,
    means: ([name = '']) => ({
      message: `what "${name}" is comes from itself`,
      why: 'It is needed before it is there.',
      fix: 'Write the value here, or in a module of its own.',
      subject: name,
    }),
  },
];

/** What the compiler's words mean, where they are among those. */
export function sentence(text: string, written: Written): TypeMistake | undefined {
  for (const { says, means } of sentences) {
    const found = says.exec(text);
    const mistake = found && means(found.slice(1), written);
    if (mistake) return mistake;
  }
  return undefined;
}
