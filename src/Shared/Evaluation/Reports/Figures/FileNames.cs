using System.Text;

namespace MuBench.Reports.Figures;

/// <summary>Makes names of files of names of models and datasets.</summary>
internal static class FileNames
{
    /// <summary>The name with every character but ASCII letters, digits, points and hyphens as a hyphen; at most 80 characters.</summary>
    public static string Of(string name)
    {
        var file = new StringBuilder();
        foreach (var c in name) file.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-');
        return file.Length > 80 ? file.ToString(0, 80) : file.ToString();
    }
}
