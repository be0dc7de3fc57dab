using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Origin;

/// <summary>
/// HttpClient's part in the soak: two workers per base address ask for 64 KiB answers, uploads and small answers in turn
/// and check each answer. Prints <c>failure START END ADDRESS PATH STATUS-OR-WHAT</c> for each that is not as it should
/// be (seconds since the epoch) and <c>summary requests=N</c> at the end.
/// </summary>
internal static class HttpClientLoad
{
    private const int WorkersPerAddress = 2;
    private const int UploadBytes = 20000;

    private static readonly byte[] s_upload = new byte[UploadBytes];
    private static long s_requests;

    public static async Task RunAsync(TimeSpan duration, string[] addresses)
    {
        using HttpClient client = new() { Timeout = TimeSpan.FromSeconds(15) };
        using CancellationTokenSource stop = new(duration);
        Task[] workers = new Task[addresses.Length * WorkersPerAddress];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = WorkAsync(client, addresses[i / WorkersPerAddress], stop.Token);
        }

        await Task.WhenAll(workers);
        Console.WriteLine($"summary requests={s_requests}");
    }

    private static async Task WorkAsync(HttpClient client, string address, CancellationToken stop)
    {
        for (int turn = 0; !stop.IsCancellationRequested; turn++)
        {
            (string path, HttpContent? content) = (turn % 5) switch
            {
                0 => ("/64k", null),
                1 => ("/upload", new ByteArrayContent(s_upload)),
                2 => ("/upload", new ChunkedContent(s_upload)),
                _ => ("/small", (HttpContent?)null),
            };
            long start = Stopwatch.GetTimestamp();
            string? failure = await AskAsync(client, address + path, content);
            Interlocked.Increment(ref s_requests);
            if (failure is not null)
            {
                double end = (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;
                double began = end - Stopwatch.GetElapsedTime(start).TotalSeconds;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"failure {began:F3} {end:F3} {address} {path} {failure}"));
            }
        }
    }

    /// <returns>Null when the answer was right; else the status, or what went wrong in one word.</returns>
    private static async Task<string?> AskAsync(HttpClient client, string url, HttpContent? content)
    {
        using HttpRequestMessage request = new(content is null ? HttpMethod.Get : HttpMethod.Post, url) { Content = content };
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            }

            byte[] body = await response.Content.ReadAsByteArrayAsync();
            return IsRight(url, content, body) ? null : $"length:{body.Length}";
        }
        catch (HttpRequestException exception)
        {
            return $"broken:{exception.HttpRequestError}";
        }
        catch (IOException)
        {
            return "broken:body";
        }
        catch (OperationCanceledException)
        {
            return "timeout";
        }
    }

    private static bool IsRight(string url, HttpContent? content, byte[] body)
    {
        if (content is null)
        {
            return body.Length == (url.EndsWith("/64k", StringComparison.Ordinal) ? 65536 : 128);
        }

        // nginx does not count what it takes.
        return body.AsSpan().SequenceEqual("20000\n"u8) || body.AsSpan().SequenceEqual("taken\n"u8);
    }

    /// <summary>A body without a length, which HttpClient therefore sends in chunks.</summary>
    private sealed class ChunkedContent(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
