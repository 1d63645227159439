import { isOneSlip } from '../../values/did-you-mean.js';

/** Commands that a slip makes no other command of, and the words that may follow those that have commands of their own. */
const COMMANDS: Readonly<Record<string, string>> = {
  ansible: '',
  'ansible-playbook': '',
  argocd: 'account admin app appset cert cluster context gpg login logout proj relogin repo repocreds version',
  docker:
    'build builder buildx commit compose context cp create diff events exec export history image images import info inspect kill load login logout logs manifest network pause plugin port ps pull push rename restart rm rmi run save scout search secret service stack start stats stop swarm system tag top trust unpause update version volume wait',
  git: 'add am annotate apply archive bisect blame branch bundle cat-file check-attr check-ignore checkout cherry cherry-pick clean clone commit commit-tree config count-objects credential describe diff diff-index diff-tree fetch filter-branch filter-repo for-each-ref format-patch fsck gc grep hash-object help init interpret-trailers lfs log ls-files ls-remote ls-tree maintenance merge merge-base mv name-rev notes prune pull push range-diff read-tree rebase reflog remote replace request-pull rerere reset restore rev-list rev-parse revert rm shortlog show show-ref sparse-checkout stash status submodule subtree switch symbolic-ref tag update-index update-ref var verify-commit verify-tag version whatchanged worktree write-tree',
  helm: 'completion create dependency dep env get help history hist install lint list ls package plugin pull push registry repo rollback search show status template test uninstall upgrade verify version',
  kubectl:
    'annotate api-resources api-versions apply argo attach auth autoscale certificate cluster-info config cordon cp create debug delete describe diff drain edit events exec explain expose get kustomize label logs options patch plugin port-forward proxy replace rollout run scale set taint top uncordon version wait',
  kustomize: 'build cfg completion create edit fn localize version',
  mkdir: '',
  pip: 'cache check config debug download freeze hash help index inspect install list search show uninstall wheel',
  python: '',
  python3: '',
  terraform:
    'apply console destroy env fmt force-unlock get graph import init login logout metadata modules output plan providers refresh show stacks state taint test untaint validate version workspace',
};

/** Programs that are called nearly so. */
const OTHERS = new Set([
  'kubectx',
  'dockerd',
  'pythonw',
  'python2',
  'python4',
  'helms',
  'get',
  'gut',
  'gist',
  'pipx',
  'pip3',
  'pip2',
  'zip',
  'vip',
  'rip',
  'sip',
  'pig',
  'pin',
]);

/** Where a command begins: a line, or behind a sign or a word after which another begins. */
const BEGINS =
  /(?:^|[;&|(`]|\$\(|\b(?:if|then|else|elif|do|while|until|sudo|time)\s|!\s)[ \t]*(?!(?:if|then|else|elif|do|while|until|sudo|time)\s)([a-z][\w-]*)((?:[ \t]+-{1,2}\w[\w-]*)*)(?:[ \t]+([a-z][a-z-]+))?(?=[ \t\n;&|)`]|$)/gm;

/** A command, or what it is to do, that is written with a slip: the word and what is meant. */
export function misspelt(code: string): { readonly word: string; readonly meant: string } | undefined {
  for (const [, word = '', options = '', second] of code.matchAll(BEGINS)) {
    if (Object.hasOwn(COMMANDS, word)) {
      const known = COMMANDS[word]?.split(' ') ?? [];
      // Behind an option its value may stand.
      if (second === undefined || second.length < 4 || options !== '' || known[0] === '' || known.includes(second))
        continue;
      const meant = known.find((one) => isOneSlip(one, second));
      if (meant !== undefined) return { word: `${word} ${second}`, meant: `${word} ${meant}` };
    } else if (!OTHERS.has(word) && !isMade(word, code)) {
      const meant = Object.keys(COMMANDS).find((one) => isSlip(one, word));
      if (meant !== undefined) return { word, meant };
    }
  }
  return undefined;
}

/** Short names are alike by chance: of them only two letters that are swapped count. */
function isSlip(name: string, word: string): boolean {
  return isOneSlip(name, word) && (name.length > 4 || [...name].sort().join('') === [...word].sort().join(''));
}

/** A function of the script, a variable that is set, or a file that it fetches. */
function isMade(word: string, code: string): boolean {
  return new RegExp(`(?:function\\s+|/|alias\\s+)${word}\\b|\\b${word}\\s*(?:\\(\\)|=)`).test(code);
}
