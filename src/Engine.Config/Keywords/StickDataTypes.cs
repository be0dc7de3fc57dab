using System.Collections.Generic;

namespace Engine.Config.Keywords;

/// <summary>The data types that a stick table can keep (CFG 11.1), and what stands in parentheses behind each.</summary>
internal static class StickDataTypes
{
    /// <summary>Longer arrays would not fit a message to peers.</summary>
    public const int ElementsMax = 100;

    public const string Array = "array";
    public const string Rate = "rate";
    public const string RateArray = "rates";

    /// <summary>What each takes in parentheses: nothing, a number of elements, a period, or both.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["server_id"] = "",
        ["server_key"] = "",
        ["gpt0"] = "",
        ["gpc0"] = "",
        ["gpc1"] = "",
        ["conn_cnt"] = "",
        ["conn_cur"] = "",
        ["sess_cnt"] = "",
        ["http_req_cnt"] = "",
        ["http_err_cnt"] = "",
        ["http_fail_cnt"] = "",
        ["bytes_in_cnt"] = "",
        ["bytes_out_cnt"] = "",
        ["glitch_cnt"] = "",
        ["gpc0_rate"] = Rate,
        ["gpc1_rate"] = Rate,
        ["conn_rate"] = Rate,
        ["sess_rate"] = Rate,
        ["http_req_rate"] = Rate,
        ["http_err_rate"] = Rate,
        ["http_fail_rate"] = Rate,
        ["bytes_in_rate"] = Rate,
        ["bytes_out_rate"] = Rate,
        ["glitch_rate"] = Rate,
        ["gpt"] = Array,
        ["gpc"] = Array,
        ["gpc_rate"] = RateArray,
    };

    /// <summary>An array takes the place of these, so that a table has either.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Replaced = new Dictionary<string, string[]>
    {
        ["gpt"] = ["gpt0"],
        ["gpc"] = ["gpc0", "gpc1"],
        ["gpc_rate"] = ["gpc0_rate", "gpc1_rate"],
    };
}
