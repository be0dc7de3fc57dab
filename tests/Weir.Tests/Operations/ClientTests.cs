using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary>Tools that were made for HAProxy, as Debian has them, and a browser.</summary>
public sealed class ClientTests
{
    private const string Hatop = "/usr/bin/hatop";
    private const string Chromium = "/usr/bin/chromium";
    private const string Socat = "/usr/bin/socat";

    /// <summary>Runs a program on a terminal of its own, lets it draw, types, and prints what was on the screen.</summary>
    private const string Terminal = """
        import os, pty, select, sys, time
        pid, terminal = pty.fork()
        if pid == 0:
            os.environ.update(TERM='xterm', LINES='40', COLUMNS='150')
            os.execvp(sys.argv[1], sys.argv[1:])
        import fcntl, struct, termios
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 40, 150, 0, 0))
        screen, end, typed = b'', time.time() + 15, False
        while time.time() < end:
            if select.select([terminal], [], [], 0.2)[0]:
                try:
                    screen += os.read(terminal, 65536)
                except OSError:
                    break
            if not typed and b's1' in screen:
                os.write(terminal, b'q')
                typed = True
        sys.stdout.buffer.write(screen)
        """;

    [ProgramFact(Hatop, "hatop")]
    public async Task Hatop_ShowsTheServers()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        string screen = await RunAsync("python3", "-c", Terminal, Hatop, "-t", "127.0.0.1:" + stand.Proxy.PortOf("cli"));
        Assert.Contains("3.4.0-weir", screen, System.StringComparison.Ordinal);
        Assert.Contains("s1", screen, System.StringComparison.Ordinal);
        Assert.Contains("BACKEND", screen, System.StringComparison.Ordinal);
    }

    [ProgramFact(Socat, "socat")]
    public async Task Socat_GetsAnswersOverAUnixSocket()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("weir-socat-").FullName, "weir.sock");
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = $"stats socket {path} level admin" });
        Assert.Equal("admin\n\n", await RunAsync("sh", "-c", $"echo 'show cli level' | {Socat} stdio {path}"));
    }

    [ProgramFact(Chromium, "chromium")]
    public async Task ABrowser_ShowsThePage_AndItsScriptRuns()
    {
        using TestStand stand = await TestStand.StartAsync("stats uri /s\n stats auth a:b", origins: 2);
        string picture = Path.Combine(Directory.CreateTempSubdirectory("weir-page-").FullName, "page.png");
        string address = $"http://a:b@127.0.0.1:{stand.Proxy.PortOf("front")}/s";
        string document = await RunAsync(Chromium, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000", "--dump-dom", address);
        Assert.Contains("class=\"live on js-only\"", document, System.StringComparison.Ordinal);
        Assert.Contains("id=\"c-srv\">2 / 2</b>", document, System.StringComparison.Ordinal);
        await RunAsync(Chromium, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1400,800", "--screenshot=" + picture, address);
        Assert.InRange(new FileInfo(picture).Length, 10_000, 10_000_000);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Wire.Patience * 2);
        await process.WaitForExitAsync();
        await errors;
        return output;
    }
}
