using System;
using System.Collections.Generic;

namespace Engine.Config.Expressions;

/// <summary>The words that exist only at the head of an ACL: a fetch together with the match it implies (CFG 7.3, "ACL derivatives").</summary>
internal static class AclWords
{
    private const string Table = """
        base = base:str base_beg:beg base_dir:dir base_dom:dom base_end:end base_len:len base_reg:reg base_sub:sub
        req.cook = cook:str cook_beg:beg cook_dir:dir cook_dom:dom cook_end:end cook_len:len cook_reg:reg cook_sub:sub
        req.hdr = hdr:str hdr_beg:beg hdr_dir:dir hdr_dom:dom hdr_end:end hdr_len:len hdr_reg:reg hdr_sub:sub
        http_auth_group = http_auth_group:str
        method = method:str
        path = path:str path_beg:beg path_dir:dir path_dom:dom path_end:end path_len:len path_reg:reg path_sub:sub
        req.payload = payload:bin
        req.payload_lv = payload_lv:bin
        req.ssl_ver = req.ssl_ver:int req_ssl_ver:int
        req.rdp_cookie = req_rdp_cookie:str
        req.rdp_cookie_cnt = req_rdp_cookie_cnt:int
        req.ssl_sni = req_ssl_sni:str
        req.ver = req_ver:str
        res.ver = resp_ver:str
        res.cook = scook:str scook_beg:beg scook_dir:dir scook_dom:dom scook_end:end scook_len:len scook_reg:reg scook_sub:sub
        res.hdr = shdr:str shdr_beg:beg shdr_dir:dir shdr_dom:dom shdr_end:end shdr_len:len shdr_reg:reg shdr_sub:sub
        ssl_fc_sni = ssl_fc_sni_end:end ssl_fc_sni_reg:reg
        url = url:str url_beg:beg url_dir:dir url_dom:dom url_end:end url_len:len url_reg:reg url_sub:sub
        urlp = urlp:str urlp_beg:beg urlp_dir:dir urlp_dom:dom urlp_end:end urlp_len:len urlp_reg:reg urlp_sub:sub
        """;

    private static readonly Lazy<Dictionary<string, (string Fetch, AclMatch Match)>> ByWord = new(Build);

    public static IReadOnlyDictionary<string, (string Fetch, AclMatch Match)> All => ByWord.Value;

    /// <summary>The names after <c>-m</c>.</summary>
    public static readonly IReadOnlyDictionary<string, AclMatch> Matches = new Dictionary<string, AclMatch>(StringComparer.Ordinal)
    {
        ["found"] = AclMatch.Found,
        ["bool"] = AclMatch.Boolean,
        ["int"] = AclMatch.Integer,
        ["ip"] = AclMatch.Address,
        ["bin"] = AclMatch.Binary,
        ["len"] = AclMatch.Length,
        ["str"] = AclMatch.Text,
        ["beg"] = AclMatch.Beginning,
        ["end"] = AclMatch.End,
        ["sub"] = AclMatch.Substring,
        ["dir"] = AclMatch.Directory,
        ["dom"] = AclMatch.Domain,
        ["reg"] = AclMatch.Regex,
    };

    private static Dictionary<string, (string Fetch, AclMatch Match)> Build()
    {
        var table = new Dictionary<string, (string Fetch, AclMatch Match)>(StringComparer.Ordinal);
        foreach (string line in Table.Split('\n'))
        {
            string[] sides = line.Split(" = ");
            foreach (string entry in sides[1].Split(' '))
            {
                int colon = entry.IndexOf(':', StringComparison.Ordinal);
                table[entry[..colon]] = (sides[0].Trim(), Matches[entry[(colon + 1)..]]);
            }
        }

        return table;
    }
}
