using System;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Origin;

/// <summary>
/// The Kestrel among the three origins: <c>/small</c> has a length, <c>/64k</c> is chunked, <c>/upload</c> answers with
/// the number of body bytes that arrived.
/// </summary>
internal static class KestrelOrigin
{
    private static readonly byte[] s_small = Filled(128);
    private static readonly byte[] s_quarter = Filled(16384);

    public static Task RunAsync(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        WebApplication application = builder.Build();
        application.Run(AnswerAsync);
        return application.RunAsync();
    }

    private static Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/small" => AnswerWithLengthAsync(context.Response, s_small),
        "/64k" => AnswerInChunksAsync(context.Response),
        "/upload" => AnswerUploadAsync(context),
        _ => NotFound(context.Response),
    };

    private static async Task AnswerWithLengthAsync(HttpResponse response, byte[] body)
    {
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body);
    }

    private static async Task AnswerInChunksAsync(HttpResponse response)
    {
        for (int i = 0; i < 4; i++)
        {
            await response.Body.WriteAsync(s_quarter);
            await response.Body.FlushAsync();
        }
    }

    private static async Task AnswerUploadAsync(HttpContext context)
    {
        long total = 0;
        PipeReader body = context.Request.BodyReader;
        ReadResult read;
        do
        {
            read = await body.ReadAsync();
            total += read.Buffer.Length;
            body.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);
        await AnswerWithLengthAsync(context.Response, Encoding.ASCII.GetBytes(total.ToString(CultureInfo.InvariantCulture) + "\n"));
    }

    private static Task NotFound(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static byte[] Filled(int count)
    {
        byte[] bytes = new byte[count];
        Array.Fill(bytes, (byte)'k');
        return bytes;
    }
}
