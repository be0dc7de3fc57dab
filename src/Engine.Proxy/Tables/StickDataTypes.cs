using System;
using System.Collections.Generic;
using T = Engine.Proxy.Tables.StickDataType;

namespace Engine.Proxy.Tables;

/// <summary>Names and shapes of the data types, by number.</summary>
public static class StickDataTypes
{
    /// <summary>How many there are.</summary>
    public const int Count = 27;

    private static readonly string[] Names =
    [
        "server_id", "gpt0", "gpc0", "gpc0_rate", "conn_cnt", "conn_rate", "conn_cur", "sess_cnt", "sess_rate",
        "http_req_cnt", "http_req_rate", "http_err_cnt", "http_err_rate", "bytes_in_cnt", "bytes_in_rate", "bytes_out_cnt", "bytes_out_rate",
        "gpc1", "gpc1_rate", "server_key", "http_fail_cnt", "http_fail_rate", "gpt", "gpc", "gpc_rate", "glitch_cnt", "glitch_rate",
    ];

    /// <summary>As it is written behind <c>store</c> and shown by <c>show table</c>.</summary>
    public static string NameOf(T type) => Names[(int)type];

    /// <summary>Null when there is none of that name.</summary>
    public static T? Find(string name)
    {
        int index = Array.IndexOf(Names, name);
        return index < 0 ? null : (T)index;
    }

    public static StickValueKind KindOf(T type) => type switch
    {
        T.ServerId => StickValueKind.Signed,
        T.ServerKey => StickValueKind.Name,
        T.BytesInCount or T.BytesOutCount => StickValueKind.Long,
        T.Gpc0Rate or T.Gpc1Rate or T.GpcRate or T.ConnRate or T.SessRate or T.HttpReqRate or T.HttpErrRate or T.HttpFailRate
            or T.BytesInRate or T.BytesOutRate or T.GlitchRate => StickValueKind.Rate,
        _ => StickValueKind.Counter,
    };

    /// <summary>True for those that have a number of elements.</summary>
    public static bool IsArray(T type) => type is T.Gpt or T.Gpc or T.GpcRate;

    internal static int BytesOf(StickValueKind kind) => kind switch
    {
        StickValueKind.Rate => FrequencyCounter.Bytes,
        StickValueKind.Long => sizeof(long),
        _ => sizeof(int),
    };

    /// <summary>The array whose element a plain type stands for, and which element; null when there is none.</summary>
    internal static (T Array, int Element)? ElementFor(T type) => type switch
    {
        T.Gpt0 => (T.Gpt, 0),
        T.Gpc0 => (T.Gpc, 0),
        T.Gpc1 => (T.Gpc, 1),
        T.Gpc0Rate => (T.GpcRate, 0),
        T.Gpc1Rate => (T.GpcRate, 1),
        _ => null,
    };

    /// <summary>All of them, in the order of their numbers.</summary>
    public static IEnumerable<T> All => Enum.GetValues<T>();
}
