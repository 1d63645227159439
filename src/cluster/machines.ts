/**
 * Machine types of which nodes are made. `memory` is what the kernel reports, in Mi: less than the vendor's figure,
 * for firmware and kernel keep a part. `podsByInterface`: how many pods AWS' VPC CNI can give addresses to, host-network
 * pods included.
 * Source: AWS EC2 T3 instances; eni-max-pods.txt of the Amazon VPC CNI.
 */
const machines = {
  't3.micro': { cpu: 2000, memory: 940, podsByInterface: 4 },
  't3.small': { cpu: 2000, memory: 1920, podsByInterface: 11 },
  't3.medium': { cpu: 2000, memory: 3850, podsByInterface: 17 },
  't3.large': { cpu: 2000, memory: 7800, podsByInterface: 35 },
  't3.xlarge': { cpu: 4000, memory: 15700, podsByInterface: 58 },
} as const;

/** A machine whose size is known: see `machines`. */
export type MachineType = keyof typeof machines;

/** A machine that is not in the table. CPU in millicores, memory in Mi. */
export interface Machine {
  readonly cpu: number;
  readonly memory: number;
}

export function machine(type: MachineType | Machine): Machine {
  return typeof type === 'string' ? machines[type] : type;
}
