import { type Command, Option } from 'commander';
import type { Declaring } from './declaring.ts';
import { readAddresses, readDnsServer } from './read-values.ts';

/** Declares `courant doctor`. */
export function declareDoctor(program: Command, { act, json, examples }: Declaring): void {
  examples(
    program
      .command('doctor')
      .description('check whether receivers will accept your mail: DNS, the mail server, this machine')
      .addOption(
        new Option('--dns <server>', 'the DNS server to ask (default: that of this machine)').argParser(
          readDnsServer,
        ),
      )
      .addOption(
        new Option('--address <ip...>', 'the IP addresses that your mail server sends from').argParser(
          readAddresses,
        ),
      )
      .option('--strict', 'fail on warnings too')
      .addOption(json())
      .action((options) =>
        act(async (context) => (await import('../doctor.ts')).doctor(context, options), options),
      ),
    ['doctor', 'doctor --json', 'doctor --dns 9.9.9.9 --address 192.0.2.25'],
  );
}
