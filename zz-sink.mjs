import { SMTPServer } from 'smtp-server'; import { writeFileSync } from 'node:fs';
let n=0; new SMTPServer({authOptional:true,disabledCommands:['STARTTLS'],onData(s,_,cb){const c=[];s.on('data',d=>c.push(d));s.on('end',()=>{writeFileSync(`/tmp/lib/mail-${n++}.eml`,Buffer.concat(c));cb()})}}).listen(2599,'127.0.0.1');
