using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace Weir.Tests.Processes;

/// <summary>What the global section says about places and values for all sections: <c>unix-bind</c>, <c>default-path</c>, <c>set-var</c> (CFG 3.1).</summary>
public sealed class PlaceTests
{
    /// <summary>The prefix stands before the path; what the line says goes before what unix-bind says.</summary>
    [Fact]
    public async Task UnixBind_HoldsForSocketsThatDoNotSayOtherwise()
    {
        using var place = new Workplace();
        string file = place.Write("unix.cfg", $"""
            global
                unix-bind prefix {place.PathOf("")} mode 600
            defaults
                mode http
                timeout client 30s
            frontend web
                bind 127.0.0.1:{place.Port}
                bind /a.sock
                bind /b.sock mode 666
                http-request return status 200 content-type text/plain string served

            """);
        using WeirProcess weir = WeirProcess.Start("-f", file);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place.PathOf("a.sock")));
        Assert.Equal("666", ModeOf(place.PathOf("b.sock")));
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(place.PathOf("a.sock")));
        await client.SendAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray());
        byte[] reply = new byte[12];
        await new NetworkStream(client).ReadExactlyAsync(reply);
        Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(reply));
        weir.Signal(15);
        weir.WaitForExit();
    }

    /// <summary>Pages and lists beside the configuration file, wherever the process was started.</summary>
    [Fact]
    public async Task DefaultPath_FindsFilesOfRules_BesideTheConfiguration()
    {
        using var place = new Workplace();
        place.Write("page.txt", "from the file");
        place.Write("names.lst", "yes\n");
        string file = place.Write("paths.cfg", $$"""
            global
                default-path config
                set-var proc.first str(one)
                set-var-fmt proc.both "%[var(proc.first)]-two"
            defaults
                mode http
                timeout client 30s
            frontend web
                bind 127.0.0.1:{{place.Port}}
                http-request set-header X-Found yes if { str(yes) -f names.lst }
                http-request return status 200 content-type text/plain lf-string "%[var(proc.both)] %[req.hdr(x-found)]" if { path /variables }
                http-request return status 200 content-type text/plain file page.txt

            """);
        using WeirProcess weir = WeirProcess.Start("-f", file);
        Assert.Equal("from the file", await WeirProcess.Get(place.Port));
        using var http = new System.Net.Http.HttpClient();
        Assert.Equal("one-two yes", await http.GetStringAsync(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{place.Port}/variables")));
        weir.Signal(15);
        weir.WaitForExit();
    }

    /// <summary>Two files in two directories cannot both be "beside" what rules read later.</summary>
    [Fact]
    public void DefaultPath_BesideFilesOfTwoDirectories_IsRefused()
    {
        using var place = new Workplace();
        string first = place.Write("first.cfg", "global\n    default-path config\n");
        Directory.CreateDirectory(place.PathOf("other"));
        string second = place.Write("other/second.cfg", File.ReadAllText(place.Configuration));
        using WeirProcess weir = WeirProcess.Start("-c", "-f", first, "-f", second);
        Assert.Equal(1, weir.WaitForExit());
        Assert.Contains("'default-path' was written for files of another directory", weir.Errors);
    }

    private static string ModeOf(string path) => System.Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
