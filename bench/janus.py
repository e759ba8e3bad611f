"""Janus as Debian ships it, tuned as its table row in doc/bench says, fed by plain RTP, with a
bridge that speaks WHEP to the swarm."""
import pathlib
import subprocess
import tempfile

from machine import ROOT, SERVER_IP, SWARM_IP, end
from server import run_swarm, swarm_command

API_PORT, BRIDGE_PORT, RTP_PORT = 9088, 9089, 9100
PROGRAM = '/usr/bin/janus'
PLUGINS = '/usr/lib/x86_64-linux-gnu/janus'

GENERAL = '''
general: {{
  configs_folder = "{folder}"
  plugins_folder = "{plugins}/plugins"
  transports_folder = "{plugins}/transports"
  events_folder = "{plugins}/events"
  loggers_folder = "{plugins}/loggers"
  debug_level = 2
  session_timeout = 0
  {loops}
}}
certificates: {{ rsa_private_key = false }}
media: {{ rtp_port_range = "20000-60000"
          no_media_timer = 0 }}
nat: {{ ice_enforce_list = "wire"
        full_trickle = false }}
plugins: {{ disable = "{others}" }}
transports: {{ disable = "libjanus_rabbitmq.so,libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_websockets.so,libjanus_pfunix.so" }}
'''
HTTP = '''
general: {{ json = "compact"
           base_path = "/janus"
           http = true
           port = {port}
           ip = "{ip}"
           https = false }}
admin: {{ admin_http = false
         admin_https = false }}
'''
STREAMING = '''
general: {{}}
stage: {{
  type = "rtp"
  id = 1
  is_private = false
  media = (
    {{ type = "audio"
      mid = "a"
      label = "audio"
      port = {audio}
      pt = 111
      codec = "opus" }},
    {{ type = "video"
      mid = "v"
      label = "video"
      port = {video}
      pt = 96
      codec = "vp8" }}
  )
}}
'''


def version():
    out = subprocess.run([PROGRAM, '--version'], capture_output=True, text=True, check=False)
    words = (word.strip('()') for word in (out.stdout + out.stderr).split())
    return next((word for word in words if word[:1].isdigit() and '.' in word), '?')


class Janus:
    """`with Janus(wire) as server`: `loops` static event loops; 0: Janus's default, a thread a viewer."""

    def __init__(self, wire, loops=1):
        self.wire, self.loops = wire, loops
        self.folder = tempfile.TemporaryDirectory()

    def __enter__(self):
        if not pathlib.Path(PROGRAM).exists():
            raise RuntimeError('Janus is not installed: script/bootstrap --bench')
        folder = pathlib.Path(self.folder.name)
        others = ','.join(path.name for path in pathlib.Path(PLUGINS, 'plugins').glob('*.so')
                          if path.name != 'libjanus_streaming.so')
        loops = f'event_loops = {self.loops}' if self.loops else ''
        (folder / 'janus.jcfg').write_text(GENERAL.format(folder=folder, plugins=PLUGINS, loops=loops, others=others))
        (folder / 'janus.transport.http.jcfg').write_text(HTTP.format(port=API_PORT, ip=SERVER_IP))
        (folder / 'janus.plugin.streaming.jcfg').write_text(STREAMING.format(audio=RTP_PORT + 2, video=RTP_PORT))
        self.log = open(folder / 'log', 'w+')
        self.process = subprocess.Popen(
            self.wire.at_server(PROGRAM, '-C', folder / 'janus.jcfg', '-F', folder), stdout=self.log, stderr=self.log)
        self.bridge = subprocess.Popen(
            self.wire.at_swarm('python3', ROOT / 'bench/bridge.py', f'{SWARM_IP}:{BRIDGE_PORT}',
                               f'http://{SERVER_IP}:{API_PORT}/janus'), stdout=subprocess.PIPE, text=True)
        if self.bridge.stdout.readline().strip() != 'ready':
            self.log.seek(0)
            said = self.log.read()[-1500:]
            self.__exit__()
            raise RuntimeError(f'Janus or its bridge does not start: {said}')
        return self

    def __exit__(self, *_):
        end(self.bridge)
        end(self.process)
        self.log.close()
        self.folder.cleanup()

    def swarm(self, locations, *arguments, may_fail=False, mark=None):
        return run_swarm(
            swarm_command(self.wire, locations, '--whep', f'http://{SWARM_IP}:{BRIDGE_PORT}/whep',
                          '--speaker-rtp', f'{SERVER_IP}:{RTP_PORT}', '--server-pid', self.process.pid,
                          '--in-flight', 100, '--connections', 16, *arguments), may_fail, mark)


