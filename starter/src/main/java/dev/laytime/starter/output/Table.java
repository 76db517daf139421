package dev.laytime.starter.output;

import java.util.ArrayList;
import java.util.List;

/** Rows under a head, each column as wide as its widest cell. Words of others are made plain. */
public final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with the heads of its columns. */
  public Table(String... heads) {
    rows.add(List.of(heads));
  }

  /** Adds a row, with as many cells as there are heads. */
  public void add(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("A row of %d cells".formatted(cells.length));
    }
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(PlainText.oneLine(cell));
    }
    rows.add(row);
  }

  /** Whole lines, without blanks at their ends. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        line.append(cell).repeat(" ", width(column) - cell.length()).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
