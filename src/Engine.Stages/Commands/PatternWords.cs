using Engine.Config.Expressions;
using Engine.Proxy.Conditions;

namespace Engine.Stages.Commands;

/// <summary>In what the commands on ACLs and those on maps differ.</summary>
/// <param name="Name">"acl", "map".</param>
/// <param name="Title">As messages have it.</param>
internal sealed record PatternWords(string Name, string Title, bool IsMap)
{
    public static readonly PatternWords Acl = new("acl", "ACL", IsMap: false);

    public static readonly PatternWords Map = new("map", "map", IsMap: true);

    public bool Concerns(PatternReference reference) => IsMap ? reference.IsMap : reference.IsAcl;

    /// <summary>As <c>-m</c> names it.</summary>
    public static string MatchName(AclMatch match) => match switch
    {
        AclMatch.Found => "found",
        AclMatch.Boolean => "bool",
        AclMatch.Integer => "int",
        AclMatch.Address => "ip",
        AclMatch.Binary => "bin",
        AclMatch.Length => "len",
        AclMatch.Substring => "sub",
        AclMatch.Regex => "reg",
        AclMatch.Beginning => "beg",
        AclMatch.End => "end",
        AclMatch.Directory => "dir",
        AclMatch.Domain => "dom",
        _ => "str",
    };
}
