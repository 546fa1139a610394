using System.CommandLine.Parsing;
using System.Globalization;

namespace MuBench.Cli.Commands;

/// <summary>Reads the numbers of options. A value that is no such number is an error that names the option, the value and what is expected.</summary>
internal static class NumberParser
{
    /// <summary>Reads a whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    /// <param name="min">The smallest number.</param>
    /// <param name="max">The largest number.</param>
    /// <param name="expected">What the option expects, for the message.</param>
    public static Func<ArgumentResult, int?> Integer(int min, int max, string expected) => result =>
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        AddError(result, text, expected);
        return null;
    };

    /// <summary>Reads a finite number above zero.</summary>
    /// <param name="expected">What the option expects, for the message.</param>
    public static Func<ArgumentResult, double?> Positive(string expected) => result =>
    {
        var text = result.Tokens[0].Value;
        if (TryParse(text, out var number) && number > 0)
            return number;
        AddError(result, text, expected);
        return null;
    };

    /// <summary>Reads several finite numbers.</summary>
    /// <param name="expected">What the option expects, for the message.</param>
    public static Func<ArgumentResult, double[]?> Several(string expected) => result =>
    {
        var numbers = new List<double>();
        foreach (var token in result.Tokens)
        {
            if (TryParse(token.Value, out var number))
                numbers.Add(number);
            else
                AddError(result, token.Value, expected);
        }

        return [.. numbers];
    };

    private static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static void AddError(ArgumentResult result, string text, string expected) =>
        result.AddError($"{(result.Parent as OptionResult)?.Option.Name} '{text}': expected {expected}.");
}
