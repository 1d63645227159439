import { didYouMean } from '../../values/did-you-mean.js';

/** A name in a template that is called as a function, and is none. */
export interface UnknownCall {
  readonly name: string;
  /** What was probably meant, as it is to be written. */
  readonly near: string | undefined;
}

/**
 * What a template calls that the operator does not have. Names like none that it has are reported too: it refuses the
 * whole template. `keys`: what is fetched, where that is known: a dot may have been forgotten.
 */
export function unknownCalls(text: string, keys: Iterable<string>): readonly UnknownCall[] {
  const fetched = [...keys];
  const names = new Set<string>();
  for (const [, action = ''] of text.matchAll(/\{\{-?([\s\S]*?)-?\}\}/g)) {
    if (action.trimStart().startsWith('/*')) continue;
    const code = action.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)*'/g, ' "" ');
    for (const [, name = ''] of code.matchAll(/(?<![\w.$])([A-Za-z_]\w*)(?![\w.])/g)) names.add(name);
  }
  return [...names]
    .filter((name) => !FUNCTIONS.has(name))
    .map((name) => ({
      name,
      near: fetched.includes(name) ? `.${name}` : (OTHERS[name.toLowerCase()] ?? didYouMean(name, FUNCTIONS)),
    }));
}

/** What other tools call them. */
const OTHERS: Readonly<Record<string, string>> = {
  base64: 'b64enc',
  base64encode: 'b64enc',
  base64decode: 'b64dec',
  b64: 'b64enc',
  urlencode: 'urlquery',
  uriencode: 'urlquery',
  escape: 'urlquery',
  json: 'toJson',
  tostr: 'toString',
};

// Source: Go, text/template, "Functions" and "Actions"; Masterminds/sprig 3.2, functions.go, without those that the
// operator takes out; External Secrets, pkg/template/v2/template.go.
const FUNCTIONS: ReadonlySet<string> = new Set(
  `and break call continue define else end eq false ge gt html if index js le len lt ne nil not or print printf println
  range slice template true urlquery with block
  abbrev abbrevboth add add1 add1f addf adler32sum ago all any append atoi b32dec b32enc b64dec b64enc base bcrypt
  biggest buildCustomCert camelcase cat ceil chunk clean coalesce compact concat contains date dateInZone dateModify
  date_in_zone date_modify decryptAES deepCopy deepEqual default derivePassword dict dig dir div divf duration
  durationRound empty encryptAES ext fail first float64 floor fromJson genCA genCAWithKey genPrivateKey genSelfSignedCert
  genSelfSignedCertWithKey genSignedCert genSignedCertWithKey get has hasKey hasPrefix hasSuffix hello htmlDate
  htmlDateInZone htpasswd indent initial initials int int64 isAbs join kebabcase keys kindIs kindOf last list lower max
  maxf merge mergeOverwrite min minf mod mul mulf mustAppend mustChunk mustCompact mustDateModify mustDeepCopy mustFirst
  mustFromJson mustHas mustInitial mustLast mustMerge mustMergeOverwrite mustPrepend mustPush mustRegexFind
  mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse
  mustSlice mustToDate mustToJson mustToPrettyJson mustToRawJson mustUniq mustWithout must_date_modify nindent nospace
  now omit osBase osClean osDir osExt osIsAbs pick pluck plural prepend push quote randAlpha randAlphaNum randAscii
  randBytes randInt randNumeric regexFind regexFindAll regexMatch regexQuoteMeta regexReplaceAll regexReplaceAllLiteral
  regexSplit repeat replace rest reverse round semver semverCompare seq set sha1sum sha256sum sha512sum shuffle snakecase
  sortAlpha split splitList splitn squote sub subf substr swapcase ternary title toDate toDecimal toJson toPrettyJson
  toRawJson toString toStrings trim trimAll trimPrefix trimSuffix trimall trunc tuple typeIs typeIsLike typeOf uniq unixEpoch
  unset until untilStep untitle upper urlJoin urlParse uuidv4 values without wrap wrapWith
  pkcs12key pkcs12keyPass pkcs12cert pkcs12certPass pemToPkcs12 pemToPkcs12Pass fullPemToPkcs12 fullPemToPkcs12Pass
  pemTruststoreToPKCS12 pemTruststoreToPKCS12Pass filterPEM filterCertChain certSANs jwkPublicKeyPem jwkPrivateKeyPem
  toYaml fromYaml getSecretKey rsaDecrypt rsaEncrypt hexdec hexenc`
    .split(/\s+/)
    .filter((name) => name !== ''),
);
