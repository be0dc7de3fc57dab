using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>A <c>userlist</c> section under construction. Users may name their groups, groups their users, in any order.</summary>
internal sealed class UserListBuilder(Statement where, string name, DiagnosticBag diagnostics)
{
    private const SectionSet Home = SectionSet.UserList;

    private readonly List<(KeywordCall Call, string Name, ArgumentValue Password, string[] Groups)> _users = [];
    private readonly List<(KeywordCall Call, string Name, string[] Users)> _groups = [];

    public static readonly KeywordTable<UserListBuilder> Table = new(
    [
        Row<UserListBuilder>.Built("group", Home, Grammar.Of(Argument.Text("NAME"), Argument.Text("USER,...").After("users")), "A group, and users that belong to it.", static (list, call) => list.AddGroup(call)),
        Row<UserListBuilder>.Built("user", Home, Grammar.Of(Argument.Text("NAME"), Argument.Text("HASH").After("password"), Argument.Text("PASSWORD").After("insecure-password"), Argument.Text("GROUP,...").After("groups")), "A user, with a password hashed for crypt(3) or a plain one.", static (list, call) => list.AddUser(call)),
    ]);

    public string Name { get; } = name;

    /// <summary>Called once, at the end of the section.</summary>
    public UserListConfig Build()
    {
        List<UserConfig> users = [];
        foreach ((KeywordCall call, string user, ArgumentValue password, string[] named) in _users)
        {
            List<string> groups = [];
            foreach (string group in named)
            {
                if (!_groups.Exists(known => known.Name == group))
                {
                    call.Error(call.Find("groups")!.Value.Word, $"userlist '{Name}' has no group '{group}'", $"add to it: group {group}");
                }

                AddOnce(groups, group);
            }

            foreach ((_, string group, string[] members) in _groups)
            {
                if (System.Array.IndexOf(members, user) >= 0)
                {
                    AddOnce(groups, group);
                }
            }

            users.Add(new UserConfig(call.At, user, password.Word, password.Text, password.Argument.Key == "password", groups));
        }

        CheckMembers();
        return new UserListConfig(where, Name, users);
    }

    private void AddUser(KeywordCall call)
    {
        if (_users.Exists(known => known.Name == call.Text()))
        {
            call.Warning(call.Values[0].Word, $"user '{call.Text()}' is already in userlist '{Name}': this line is ignored", "remove one of them");
            return;
        }

        ArgumentValue? password = call.Find("password") ?? call.Find("insecure-password");
        if (password is null)
        {
            diagnostics.ErrorAtEnd(call.At, $"user '{call.Text()}' has no password", "add password HASH, or insecure-password PASSWORD");
            return;
        }

        if (call.Find("password") is not null && call.Find("insecure-password") is { } other)
        {
            call.Error(other.Word, $"user '{call.Text()}' has two passwords", "keep one of them");
            return;
        }

        _users.Add((call, call.Text(), password.Value, ListOf(call.Find("groups"))));
    }

    private void AddGroup(KeywordCall call)
    {
        if (_groups.Exists(known => known.Name == call.Text()))
        {
            call.Warning(call.Values[0].Word, $"group '{call.Text()}' is already in userlist '{Name}': this line is ignored", "remove one of them");
            return;
        }

        _groups.Add((call, call.Text(), ListOf(call.Find("users"))));
    }

    private void CheckMembers()
    {
        foreach ((KeywordCall call, string group, string[] members) in _groups)
        {
            foreach (string member in members)
            {
                if (!_users.Exists(known => known.Name == member))
                {
                    call.Error(call.Find("users")!.Value.Word, $"group '{group}' names the user '{member}', whom userlist '{Name}' does not have", $"add to it: user {member} password HASH");
                }
            }
        }
    }

    private static void AddOnce(List<string> groups, string group)
    {
        if (!groups.Contains(group))
        {
            groups.Add(group);
        }
    }

    private static string[] ListOf(ArgumentValue? value) =>
        value is null ? [] : value.Value.Text.Split(',', System.StringSplitOptions.RemoveEmptyEntries);
}
