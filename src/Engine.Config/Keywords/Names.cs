using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Names of sections and servers: letters, digits, and - _ . : (CFG 2.1), in either case, which counts.</summary>
internal static class Names
{
    /// <returns>Index of the first character that no name may have; -1 when the name is good.</returns>
    public static int FirstInvalid(string name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(name[i]) && name[i] is not ('-' or '_' or '.' or ':'))
            {
                return i;
            }
        }

        return -1;
    }

    public static ValueIssue Issue(string name, int at) =>
        new(at, 1, $"'{name[at]}' cannot be part of a name", "names have letters, digits, and the characters - _ . :");
}
