using System.Text;

namespace MuBench.Tests.Reports;

/// <summary>Reads CSV strictly by RFC 4180: a misplaced quote or a bare line feed is a fault.</summary>
internal static class CsvReader
{
    public static List<List<string>> Read(string csv)
    {
        var rows = new List<List<string>>();
        var at = 0;
        while (at < csv.Length)
        {
            var row = new List<string>();
            do row.Add(Cell(csv, ref at));
            while (csv[at++] == ',');
            Assert.Equal("\r\n", csv.Substring(at - 1, 2));
            at++;
            rows.Add(row);
        }

        return rows;
    }

    private static string Cell(string csv, ref int at)
    {
        var cell = new StringBuilder();
        if (csv[at] != '"')
        {
            while (csv[at] is not (',' or '\r' or '\n' or '"'))
                cell.Append(csv[at++]);
            return cell.ToString();
        }

        for (at++; csv[at] != '"' || csv[at + 1] == '"'; at++)
        {
            if (csv[at] == '"') at++;
            cell.Append(csv[at]);
        }

        at++;
        return cell.ToString();
    }
}
