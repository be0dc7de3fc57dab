using System;
using System.Text;

namespace Engine.Benchmarks.Http;

/// <summary>Messages as they occur in the field.</summary>
internal static class Messages
{
    /// <summary>What a current browser sends for a script of a page: 688 bytes, 16 fields.</summary>
    internal static byte[] BrowserRequest { get; } = Bytes(
        "GET /assets/app.7f3c2b.js?v=20260114&lang=en-GB&theme=dark HTTP/1.1\r\n",
        "Host: www.example.com\r\n",
        "Connection: keep-alive\r\n",
        "sec-ch-ua: \"Chromium\";v=\"142\", \"Not A(Brand\";v=\"24\", \"Google Chrome\";v=\"142\"\r\n",
        "sec-ch-ua-mobile: ?0\r\n",
        "sec-ch-ua-platform: \"Linux\"\r\n",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36\r\n",
        "Accept: */*\r\n",
        "Sec-Fetch-Site: same-origin\r\n",
        "Sec-Fetch-Mode: no-cors\r\n",
        "Sec-Fetch-Dest: script\r\n",
        "Referer: https://www.example.com/shop/category/shoes?page=3&sort=price\r\n",
        "Accept-Encoding: gzip, deflate, br, zstd\r\n",
        "Accept-Language: en-GB,en;q=0.9,de;q=0.8\r\n",
        "Cookie: session=4f9d2c7a1be84d0c9e6f5a3b2c1d0e9f; theme=dark; cart=17\r\n",
        "DNT: 1\r\n",
        "\r\n");

    internal static byte[] SmallRequest { get; } = Bytes("GET / HTTP/1.1\r\n", "Host: 127.0.0.1:8080\r\n", "\r\n");

    internal static byte[] Response { get; } = Bytes(
        "HTTP/1.1 200 OK\r\n",
        "Server: nginx/1.22.1\r\n",
        "Date: Mon, 12 Jan 2026 10:00:00 GMT\r\n",
        "Content-Type: text/html\r\n",
        "Content-Length: 128\r\n",
        "Last-Modified: Mon, 12 Jan 2026 09:00:00 GMT\r\n",
        "Connection: keep-alive\r\n",
        "ETag: \"65a0-80\"\r\n",
        "Accept-Ranges: bytes\r\n",
        "\r\n");

    /// <summary>A whole answer, as the load tests' origin gives it.</summary>
    internal static byte[] SmallAnswer { get; } = [.. Response, .. new byte[SmallAnswerBodyBytes]];

    /// <summary>As <see cref="Response"/> announces.</summary>
    internal const int SmallAnswerBodyBytes = 128;

    /// <summary>A body of chunks of one size.</summary>
    internal static byte[] Chunked(int chunkBytes, int chunks)
    {
        string chunk = chunkBytes.ToString("x", null) + "\r\n" + new string('x', chunkBytes) + "\r\n";
        var text = new StringBuilder();
        for (int i = 0; i < chunks; i++)
        {
            text.Append(chunk);
        }

        return Bytes(text.Append("0\r\n\r\n").ToString());
    }

    private static byte[] Bytes(params ReadOnlySpan<string> lines) => Encoding.Latin1.GetBytes(string.Concat(lines));
}
