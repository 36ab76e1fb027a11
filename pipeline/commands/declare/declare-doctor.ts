import { type Command, Option } from 'commander';
import type { Declaring } from './declaring.ts';
import { readAddresses, readDnsServer, readSpamd } from './read-values.ts';

/** Declares `courant doctor`. */
export function declareDoctor(program: Command, { act, json, examples }: Declaring): void {
  examples(
    program
      .command('doctor')
      .description('check whether receivers will accept your mail: DNS, the mail server, this machine')
      .addOption(
        new Option('--dns <server>', 'the DNS server to query (default: that of this machine)').argParser(
          readDnsServer,
        ),
      )
      .addOption(
        new Option('--address <ip...>', 'the IP addresses that your mail server sends from').argParser(
          readAddresses,
        ),
      )
      .option('--message <slug>', 'check the messages of an issue as they would be sent')
      .addOption(
        new Option(
          '--spamd <address>',
          'with --message: the host and port of spamd (default: run SpamAssassin on this machine)',
        ).argParser(readSpamd),
      )
      .addOption(
        new Option('--report <file...>', 'explain these DMARC and TLS reports from receivers').conflicts([
          'dns',
          'strict',
          'message',
        ]),
      )
      .option('--strict', 'fail on warnings too')
      .addOption(json())
      .action((options) =>
        act(async (context) => {
          const { message, report } = options;
          if (report !== undefined)
            return (await import('../doctor-report.ts')).doctorReport(context, report, options);
          if (message !== undefined)
            return (await import('../doctor-message.ts')).doctorMessage(context, message, options);
          return (await import('../doctor.ts')).doctor(context, options);
        }, options),
      ),
    [
      'doctor',
      'doctor --json',
      'doctor --dns 9.9.9.9 --address 192.0.2.25',
      'doctor --message 2026-03-09-spring',
      'doctor --report google.com!example.org!1732600000!1732686399.zip',
    ],
  );
}
