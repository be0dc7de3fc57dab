using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using Engine.IO.Tests;

namespace Engine.Stages.Tests.Balancers;

/// <summary>
/// A running haproxy with one section for each case, all of whose servers are the same origin, which answers anything: which server
/// was chosen is told in a header of the response.
/// </summary>
internal sealed class Oracle : IDisposable
{
    private const string Header = "X-Chosen: ";

    private readonly TcpListener _origin = new(IPAddress.Loopback, 0);
    private readonly string _folder = Directory.CreateTempSubdirectory("oracle-").FullName;
    private readonly List<int> _ports = [];
    private readonly Process _process;

    /// <param name="cases">Lines of each section, servers excepted.</param>
    /// <param name="servers">Options of each server, in order; their names are s1, s2 and so on.</param>
    public Oracle(IReadOnlyList<string> cases, IReadOnlyList<string> servers)
    {
        _origin.Start();
        new Thread(Accept) { IsBackground = true }.Start();
        StringBuilder text = new("global\n nbthread 1\ndefaults\n mode http\n timeout connect 5s\n timeout client 5s\n timeout server 5s\n");
        int port = ((IPEndPoint)_origin.LocalEndpoint).Port;
        for (int i = 0; i < cases.Count; i++)
        {
            _ports.Add(Ports.Free());
            text.Append($"listen l{i}\n bind 127.0.0.1:{_ports[i]}\n http-response set-header X-Chosen %[srv_name]\n");
            text.Append(' ').Append(cases[i].Replace("\n", "\n ")).Append('\n');
            for (int k = 0; k < servers.Count; k++)
            {
                text.Append($" server s{k + 1} 127.0.0.1:{port} {servers[k]}\n");
            }
        }

        string file = Path.Combine(_folder, "haproxy.cfg");
        File.WriteAllText(file, text.ToString());
        _process = Process.Start(new ProcessStartInfo(OracleFactAttribute.Path, ["-db", "-f", file]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>The server for each request, over one connection from that address.</summary>
    public List<string> Ask(int index, IEnumerable<string> requests, string from = "127.0.0.1")
    {
        using Socket socket = Connect(_ports[index], from);
        using NetworkStream stream = new(socket);
        using StreamReader reader = new(stream, Encoding.Latin1);
        List<string> answers = [];
        foreach (string request in requests)
        {
            stream.Write(Encoding.Latin1.GetBytes(request));
            string chosen = "";
            while (reader.ReadLine() is { Length: > 0 } line)
            {
                chosen = line.StartsWith(Header, StringComparison.OrdinalIgnoreCase) ? line[Header.Length..] : chosen;
            }

            answers.Add(chosen);
        }

        return answers;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _origin.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Socket Connect(int port, string from)
    {
        for (int tries = 0; ; tries++)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            try
            {
                socket.Connect(IPAddress.Loopback, port);
                return socket;
            }
            catch (SocketException) when (tries < 200)
            {
                // It is still starting.
                socket.Dispose();
                Thread.Sleep(25);
            }
        }
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket socket = _origin.AcceptSocket();
                socket.NoDelay = true;
                new Thread(() => Serve(socket)) { IsBackground = true }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // Disposed: while it waits, or between two clients.
        }
    }

    private static void Serve(Socket socket)
    {
        byte[] answer = Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using NetworkStream stream = new(socket, ownsSocket: true);
        using StreamReader reader = new(stream, Encoding.Latin1);
        try
        {
            while (reader.ReadLine() is not null)
            {
                int length = 0;
                while (reader.ReadLine() is { Length: > 0 } line)
                {
                    length = line.StartsWith("content-length: ", StringComparison.OrdinalIgnoreCase) ? int.Parse(line[16..]) : length;
                }

                for (; length > 0; length--)
                {
                    reader.Read();
                }

                stream.Write(answer);
            }
        }
        catch (IOException)
        {
            // The proxy is done with it.
        }
    }
}
