using System;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace YarpHost;

/// <summary>YARP with as little around it as the other proxies have: no logs, no tracing, no X-Forwarded fields.</summary>
internal static class Host
{
    /// <summary>The peers' <c>timeout http-keep-alive</c>: connections that idle through a whole scenario stay.</summary>
    private static readonly TimeSpan s_keepAliveTimeout = TimeSpan.FromSeconds(300);

    public static WebApplication Build(HostOptions options)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server => Listen(server, options));
        if (options.Compresses)
        {
            builder.Services.AddResponseCompression(Compress);
            builder.Services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        }

        Route.Add(builder.Services.AddReverseProxy(), options);
        WebApplication application = builder.Build();
        if (options.Compresses)
        {
            application.UseResponseCompression();
        }

        application.MapReverseProxy();
        return application;
    }

    private static void Listen(KestrelServerOptions server, HostOptions options)
    {
        server.AddServerHeader = false;
        server.Limits.KeepAliveTimeout = s_keepAliveTimeout;
        server.Limits.MaxRequestBodySize = null;
        server.Listen(IPAddress.Loopback, options.Port, endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http1;
            if (options.CertificateFile is { } file)
            {
                endpoint.UseHttps(X509Certificate2.CreateFromPemFile(file));
            }
        });
    }

    private static void Compress(ResponseCompressionOptions compression)
    {
        compression.EnableForHttps = true;
        compression.MimeTypes = ["text/plain"];
        compression.Providers.Add<GzipCompressionProvider>();
    }
}
