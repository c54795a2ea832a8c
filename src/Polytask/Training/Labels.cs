using System.Globalization;
using Polytask.Data;
using Polytask.Tasks;

namespace Polytask.Training;

/// <summary>Which rows carry a label of a task, and which: the task's column, source and <c>where</c>.</summary>
public sealed class Labels
{
    private const int MostNumbers = 1 << 30;
    private readonly string _task;
    private readonly DataSet _data;
    private readonly Func<int, string?> _label;
    private readonly Func<int, string?>? _weight;
    private readonly TaskOptions _options;
    private readonly int _source;
    private readonly (Func<int, string?> Column, string Value)[] _where;
    private readonly Func<int, string?>? _forEach;

    /// <summary>Finds the columns of a task.</summary>
    /// <exception cref="DataException">A column or the source does not exist.</exception>
    public Labels(string task, TaskOptions options, DataSet data)
    {
        (_task, _options, _data) = (task, options, data);
        _label = Column("column", options.Column ?? task);
        _weight = options.RowWeight is { } column ? Column("rowWeight", column) : null;
        _where = [.. (options.Where ?? new Dictionary<string, string>()).Select(w => (Column("where", w.Key), w.Value))];
        _forEach = options.ForEach is { } tasks ? Column("forEach", tasks) : null;
        _source = options.Source is null ? -1 : data.Tables.ToList().FindIndex(table => table.Name == options.Source);
        if (options.Source is not null && _source < 0)
            throw new DataException($"tasks.{task}.source: there is no source '{options.Source}'. Found: {string.Join(", ", data.Tables.Select(t => t.Name))}.");
    }

    /// <summary>The label of a row; <c>null</c> where it has none, or one of weight 0.</summary>
    public string? this[int row]
    {
        get
        {
            if (_source >= 0 && _data.TableOf(row) != _source) return null;
            foreach (var (column, value) in _where)
                if (column(row) != value) return null;
            return _label(row) is { } label && Weight(row) > 0 ? label : null;
        }
    }

    /// <summary>The values that the column of <c>forEach</c> has in rows, each once: numbers by size, other values by code points.</summary>
    public IReadOnlyList<string> Values(IEnumerable<int> rows)
    {
        string[] values = [.. rows.Select(row => _forEach?.Invoke(row)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        double Number(string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
        return values.Any(value => double.IsNaN(Number(value))) ? values : [.. values.OrderBy(Number)];
    }

    /// <summary>The weight of a row.</summary>
    /// <exception cref="DataException">It is not a number of at least 0.</exception>
    public float Weight(int row)
    {
        if (_weight?.Invoke(row) is not { } text) return 1;
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight >= 0 && float.IsFinite(weight)
            ? weight
            : throw new DataException($"{_data[row].Place}  column '{_options.RowWeight}': expected a weight of at least 0, found \"{text}\". Correct it, or leave the cell empty for 1.");
    }

    /// <summary>Encodes the labels of all rows; those to leave out count as missing.</summary>
    /// <exception cref="DataException">A label cannot be read.</exception>
    public TargetColumn Encode(PredictionTask task)
    {
        var (count, width) = (_data.Count, task.TargetWidth);
        if (task.Options.LabelRoom is not { } room)
        {
            if ((long)count * width > MostNumbers)
                throw new DataException(string.Create(CultureInfo.InvariantCulture, $"tasks.{_task}: expected labels of at most {MostNumbers:N0} numbers, found {count:N0} rows with {width:N0} each. Take fewer rows."));
            using var open = task.Open();
            var values = new float[count * width];
            var (present, weights, unreadable) = Read(task, row => Encoded(row, values.AsMemory(row * width, width)), _ => { });
            return new TargetColumn(values, width, weights, present, task.Geometry) { Unreadable = unreadable };
        }
        else
        {
            var arrays = new RowArrays<float>(count, width, row => Encoded(row, new float[width]).ToArray(), room, task.Open());
            var (present, weights, unreadable) = Read(task, row => arrays[row], arrays.LeaveOut);
            return new TargetColumn(arrays, weights, present, task.Geometry) { Unreadable = unreadable };
        }

        Memory<float> Encoded(int row, Memory<float> target)
        {
            task.Encode(this[row]!, _data[row].Place, target.Span);
            return target;
        }
    }

    /// <summary>Reads every label once: which count, how much, and what is wrong with those that are left out.</summary>
    private (bool[] Present, float[] Weights, IReadOnlyDictionary<int, string> Unreadable) Read(PredictionTask task, Func<int, ReadOnlyMemory<float>> label, Action<int> leaveOut)
    {
        var (present, weights, unreadable) = (new bool[_data.Count], new float[_data.Count], new SortedDictionary<int, string>());
        for (var row = 0; row < present.Length; row++)
        {
            if (this[row] is null)
            {
                leaveOut(row);
                continue;
            }
            weights[row] = Weight(row);
            try
            {
                var encoded = label(row);
                present[row] = task.Geometry is null || !TargetGeometry.IsEmpty(encoded.Span);
            }
            catch (DataException error) when (task.Options.LeavesOutUnreadable)
            {
                leaveOut(row);
                unreadable[row] = error.Message;
            }
        }
        return (present, weights, unreadable);
    }

    private Func<int, string?> Column(string key, string column)
    {
        try
        {
            return _data.Column(column);
        }
        catch (DataException missing)
        {
            throw new DataException($"tasks.{_task}.{key}: {missing.Message}", missing);
        }
    }
}
