/** A quantity that authors write with its unit. */
export interface Quantity {
  /** What may stand behind the number, the likeliest first; `''` for a number alone. */
  readonly units: readonly string[];
  /** How people write units that are written otherwise here. */
  readonly habits: Readonly<Record<string, string>>;
  /** What a number without a unit most likely means: one, or several. */
  readonly plain: (number: number) => readonly string[];
  /** What comes of it as it stands. */
  readonly why: string;
}

const MEBIBYTE = 2 ** 20;

/** To add one: its units, how others write them, what a bare number means. */
export const quantities = {
  cpu: {
    units: ['m', ''],
    habits: { cpu: '', cpus: '', vcpu: '', vcpus: '', core: '', cores: '', c: '', milli: 'm', millicores: 'm' },
    // A fraction of a core; from 10 on nobody means cores.
    plain: (number) => [Number.isInteger(number) && number < 10 ? `${number}` : `${thousandths(number)}m`],
    why: 'The API server refuses the pod template: CPU is counted in cores, or in thousandths of one ("m").',
  },
  memory: {
    units: ['Mi', 'Gi', 'Ki', 'Ti'],
    habits: {
      k: 'Ki',
      kb: 'Ki',
      kib: 'Ki',
      m: 'Mi',
      mb: 'Mi',
      mib: 'Mi',
      g: 'Gi',
      gb: 'Gi',
      gib: 'Gi',
      t: 'Ti',
      tb: 'Ti',
      tib: 'Ti',
    },
    plain: (number) =>
      number >= MEBIBYTE ? [`${Math.ceil(number / MEBIBYTE)}Mi`] : number < 1 ? [] : [`${number}Mi`, `${number}Gi`],
    why: 'Kubernetes counts bytes where no unit stands, "m" as thousandths of one, and "M" as 5% less than "Mi".',
  },
  duration: {
    units: ['s', 'm', 'h', 'd', 'ms'],
    habits: {
      sec: 's',
      secs: 's',
      second: 's',
      seconds: 's',
      min: 'm',
      mins: 'm',
      minute: 'm',
      minutes: 'm',
      hr: 'h',
      hrs: 'h',
      hour: 'h',
      hours: 'h',
      day: 'd',
      days: 'd',
      msec: 'ms',
      millis: 'ms',
    },
    // Where Kubernetes takes a number alone it means seconds. Of hundreds, who measures requests means thousandths.
    plain: (number) =>
      number < 60
        ? [`${number}s`, `${number}m`]
        : number % 60 === 0
          ? [`${number / 60}m`, `${number}s`]
          : number >= 100
            ? [`${number}ms`, `${number}s`]
            : [`${number}s`],
    why: 'Each controller takes a number alone for something else: seconds, nanoseconds, or an error.',
  },
} satisfies Readonly<Record<string, Quantity>>;

function thousandths(cores: number): number {
  return cores < 10 ? Math.round(cores * 1000) : cores;
}
