using System;
using System.IO;
using Weir.Tests.Processes;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>CFG 4.2 source, usesrc, between three networks: the address that the server sees is none of this machine's.</summary>
public sealed class UseSourceTests
{
    [NetworkNamespaceFact]
    public void TheServerSees_TheClient_OrWhomARequestOrTheConfigurationNames()
    {
        using var place = new Workplace();
        string file = place.Write("usesrc.cfg", """
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            frontend web
                bind 10.88.0.1:80
                use_backend %[path,field(2,/)]
            backend plain
                server s 10.99.0.2:8080
            backend clientip
                source 0.0.0.0 usesrc clientip
                server s 10.99.0.2:8080
            backend client
                source 0.0.0.0 usesrc client
                server s 10.99.0.2:8080
            backend header
                source 0.0.0.0 usesrc hdr_ip(x-src)
                server s 10.99.0.2:8080
            backend fixed
                server s 10.99.0.2:8080 source 10.99.0.1 usesrc 198.51.100.4

            """);
        string script = Path.Combine(AppContext.BaseDirectory, "Traffic/usesrc.py");
        using WeirProcess networks = WeirProcess.StartBy("/usr/bin/unshare", "--net", "/usr/bin/python3", script, WeirProcess.Program, file, "plain", "clientip", "client", "header", "fixed");
        networks.WaitForExit();
        Assert.Equal(
            """
            plain 10.99.0.1 another port
            clientip 10.88.0.7 another port
            client 10.88.0.7 same port
            header 203.0.113.9 another port
            fixed 198.51.100.4 another port

            """,
            networks.Output);
    }
}
