using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Polytask.Data;

/// <summary>The rows of all sources of a run, numbered from 0 through all tables in order.</summary>
public sealed class DataSet
{
    private readonly int[] _starts;

    /// <summary>Joins tables; their columns may differ.</summary>
    public DataSet(IReadOnlyList<Table> tables)
    {
        Tables = tables;
        _starts = new int[tables.Count + 1];
        for (var i = 0; i < tables.Count; i++) _starts[i + 1] = _starts[i] + tables[i].Rows.Count;
    }

    /// <summary>The tables in run-file order.</summary>
    public IReadOnlyList<Table> Tables { get; }

    /// <summary>The number of rows of all tables.</summary>
    public int Count => _starts[^1];

    /// <summary>Is told the column and the row of every cell before it is read, as long as somebody wants to know.</summary>
    internal Action<string, int>? OnRead { get; set; }

    /// <summary>The index of the table that a row belongs to.</summary>
    public int TableOf(int row)
    {
        var table = Array.BinarySearch(_starts, row);
        table = table >= 0 ? table : ~table - 1;
        while (_starts[table + 1] == row) table++;
        return table;
    }

    /// <summary>The first row of a table.</summary>
    public int Start(int table) => _starts[table];

    /// <summary>One row.</summary>
    public Row this[int row]
    {
        get
        {
            var table = TableOf(row);
            return Tables[table].Rows[row - _starts[table]];
        }
    }

    /// <summary>A reader of one column for any row: <c>null</c> where the row's table lacks the column or the cell is empty.</summary>
    /// <exception cref="DataException">No table has the column.</exception>
    public Func<int, string?> Column(string column)
    {
        var index = Tables.Select(t => t.IndexOf(column)).ToArray();
        if (index.All(i => i < 0))
            throw new DataException($"No source has a column '{column}'. Found: {string.Join("; ", Tables.Select(t => $"{t.Name}: {string.Join(", ", t.Columns)}"))}.");
        return row =>
        {
            OnRead?.Invoke(column, row);
            var table = TableOf(row);
            var at = index[table];
            if (at < 0) return null;
            var value = Tables[table].Rows[row - _starts[table]].Values[at];
            return string.IsNullOrEmpty(value) ? null : value;
        };
    }

    /// <summary>A digest of all column names and values: equal data, equal fingerprint.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in Tables)
        {
            Add(table.Columns);
            foreach (var row in table.Rows) Add(row.Values);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(IEnumerable<string?> values)
        {
            foreach (var value in values)
            {
                hash.AppendData(MemoryMarshal.AsBytes<char>(value));
                hash.AppendData("\0"u8);
            }
            hash.AppendData("\n"u8);
        }
    }
}
