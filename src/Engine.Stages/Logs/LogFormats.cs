using System.Collections.Generic;
using Engine.Config.Model;

namespace Engine.Stages.Logs;

/// <summary>The formats that options choose, in the language of <c>log-format</c> (CFG 8.2).</summary>
internal static class LogFormats
{
    private const string Http = "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r";

    /// <summary>The error of the connection and what TLS says of it (CFG 8.2.4).</summary>
    private const string Tls = " %[fc_err]/%[ssl_fc_err,hex]/%[ssl_c_err]/%[ssl_c_ca_err]/%[ssl_fc_is_resumed] %[ssl_fc_sni]/%sslv/%sslc";

    internal static IReadOnlyDictionary<LogLineKind, string> All { get; } = new Dictionary<LogLineKind, string>
    {
        [LogLineKind.Tcp] = "%ci:%cp [%t] %ft %b/%s %Tw/%Tc/%Tt %B %ts %ac/%fc/%bc/%sc/%rc %sq/%bq",
        [LogLineKind.TcpClf] = "%{+Q}o %{-Q}ci - - [%T] \"TCP \" 000 %B \"\" \"\" %cp %ms %ft %b %s %Th %Tw %Tc %Tt %U %ts-- %ac %fc %bc %sc %rc %sq %bq \"\" \"\" ",
        [LogLineKind.Http] = Http,
        [LogLineKind.HttpClf] = "%{+Q}o %{-Q}ci - - [%trg] %r %ST %B \"\" \"\" %cp %ms %ft %b %s %TR %Tw %Tc %Tr %Ta %tsc %ac %fc %bc %sc %rc %sq %bq %CC %CS %hrl %hsl",
        [LogLineKind.Https] = Http + Tls,
        [LogLineKind.HttpJson] = "%{+json}o %(time)trl %(client)ci %(client_port)cp %(frontend)f %(backend)b %(server)s"
            + " %(method)HM %(target)HU %(version)HV %(status)ST %(termination)tsc %(bytes_to_client)B %(bytes_from_client)U"
            + " %(ms_head)TR %(ms_queue)Tw %(ms_connect)Tc %(ms_response)Tr %(ms_total)Ta"
            + " %(connections_process)ac %(connections_frontend)fc %(connections_backend)bc %(connections_server)sc %(retries)rc %(queue_server)sq %(queue_backend)bq"
            + " %(request_cookie)CC %(response_cookie)CS %(request_captures)hrl %(response_captures)hsl %(id)ID",
    };
}
