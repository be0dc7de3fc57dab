using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Traffic.Stand;

namespace Weir.Tests.Tls;

/// <summary>nginx with TLS: it asks for a client certificate, and answers with its subject and the version spoken.</summary>
internal sealed class NginxOrigin : IDisposable
{
    private readonly Process _process;

    private NginxOrigin(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<NginxOrigin> StartAsync(TlsFolder folder, string certificate)
    {
        int port = Ports.Free();
        string path = folder.Write("nginx.conf", $$"""
            daemon off;
            master_process off;
            pid {{folder.Path}}/nginx.pid;
            error_log stderr;
            events { }
            http {
                access_log off;
                client_body_temp_path {{folder.Path}}/body;
                proxy_temp_path {{folder.Path}}/proxy;
                fastcgi_temp_path {{folder.Path}}/fastcgi;
                uwsgi_temp_path {{folder.Path}}/uwsgi;
                scgi_temp_path {{folder.Path}}/scgi;
                server {
                    listen 127.0.0.1:{{port}} ssl;
                    ssl_certificate {{certificate}};
                    ssl_certificate_key {{certificate}};
                    ssl_protocols TLSv1.2 TLSv1.3;
                    ssl_session_cache shared:tls:1m;
                    ssl_client_certificate {{folder.Authority}};
                    ssl_verify_client on;
                    location / { return 200 "$ssl_client_s_dn $ssl_protocol"; }
                }
            }
            """);
        ProcessStartInfo start = new("/usr/sbin/nginx", ["-e", "stderr", "-p", folder.Path, "-c", path]) { RedirectStandardError = true };
        NginxOrigin origin = new(Process.Start(start)!, port);
        long begin = Stopwatch.GetTimestamp();
        while (!Ports.IsListening(port) && Stopwatch.GetElapsedTime(begin) < Wire.Patience)
        {
            await Task.Delay(10);
        }

        return origin;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
